-- For operators: who did what to a session, and what it takes to find one among many. None of these indexes is on
-- what a step changes, so that steps are written in place as before: `failure` is empty unless a step failed.
create index session_id on session (id);
create index session_chart on session (chart, id);
create index session_trouble on session (id) where failure <> '';
create index dead_session on dead (session, number);
create index timer_of_others on timer (session) where sender <> session;
-- What was written last, whatever pages it went into: several spans of numbers for each 32 pages.
create index journal_number on journal using brin (number int8_minmax_multi_ops) with (pages_per_range = 32);
alter table journal
  add column done_by text,  -- Of what an operator did: who.
  drop constraint journal_outcome_check,
  -- Not looked for in what is there: no row can break it.
  add constraint journal_outcome_check
    check (outcome in ('taken', 'ignored', 'finished', 'deferred', 'discarded', 'operated')) not valid;
