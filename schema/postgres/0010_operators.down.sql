delete from journal where outcome = 'operated';
alter table journal
  drop column done_by,
  drop constraint journal_outcome_check,
  add constraint journal_outcome_check
    check (outcome in ('taken', 'ignored', 'finished', 'deferred', 'discarded')) not valid;
drop index journal_number, timer_of_others, dead_session, session_trouble, session_chart, session_id;
