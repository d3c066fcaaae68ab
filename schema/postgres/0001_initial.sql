-- Sessions and what waits for them. Applied within one transaction, in a schema of its own.
--
-- Every table leads with `lane`, a hash of the session's id, and every key and every statement on an
-- event's path names it: whoever locks a lane's row works undisturbed, and the same tables can be
-- distributed over several servers by that column.

create table version (
  version int primary key,
  name text not null,
  applied timestamptz not null default now()
);

-- Locking a row is the right to handle the events of its lane, for one who has a tenure of it. How many there are
-- never changes. Room for the versions of a row that is updated many times in a second.
create table lane (
  lane smallint primary key check (lane >= 0),
  epoch bigint not null default 0,          -- How many tenures there were.
  held boolean not null default false,      -- The last one was not given back.
  owner text not null default '',           -- Its node, for people.
  claims bigint not null default 0,         -- How many events it claimed at once, at most.
  touched timestamptz not null default now(),  -- Its last sign of life.
  -- No event of the lane has a number up to `mark`, and none will but by its owner, who lowers the mark then.
  -- So claims begin behind it, and not at the rows that are dead but not yet cleaned up.
  mark bigint not null default 0,
  -- Where the mark goes next: who could still queue something up to `candidate` has a transaction number below
  -- `horizon`. `reached`: a number that had been drawn when the lane's last owner was done.
  candidate bigint not null default 0,
  horizon xid8 not null default '0',
  reached bigint not null default 0
) with (fillfactor = 10);
insert into lane (lane) select generate_series(0, 63);

-- What changes with every step stands last, together: the log of an update holds what lies between the first
-- byte that changed and the last.
create table session (
  lane smallint not null,
  id text collate "C" not null check (octet_length(id) between 1 and 200),
  chart text not null,
  version bigint not null check (version >= 0),
  created timestamptz not null default now(),
  parent text collate "C",  -- The session that invoked it, and under which of its invocations.
  invocation text,
  tenant text not null default '',
  metadata jsonb not null default '{}',
  status text not null check (status in ('starting', 'running', 'done', 'suspended', 'cancelled')),
  attempts int not null default 0,
  retry_at timestamptz,
  failure text not null default '',
  result bytea not null default '',
  invoked text not null default '',   -- A line for each: its invocation, a tab, the session.
  deferred text not null default '',  -- A line for each event: its id, a space, its name.
  active text[] not null default '{}',
  updated timestamptz not null default now(),
  revision bigint not null default 0 check (revision >= 0),
  state bytea not null,
  primary key (lane, id),
  check ((parent is null) = (invocation is null))
) with (fillfactor = 85);
-- For operators.
create index session_parent on session (parent, id) where parent is not null;
create index session_tenant on session (tenant, id) where tenant <> '';

-- Orders whatever is queued: the numbers of `event` and of `timer` are drawn from it. One by one, without a
-- cache: a number tells what was drawn before it.
create sequence queue_number as bigint cache 1;

-- What is due now, and nothing else, so that a claim reads from the head of its lane. Rows live for
-- moments: cleaned up often, and never by giving pages back, which would lock the table.
create table event (
  lane smallint not null,  -- The receiving session's.
  -- Whoever draws one has a transaction number by then, or the mark of the lane could pass it.
  sequence bigint not null
    default case when pg_current_xact_id() is not null then nextval('queue_number') end,
  id uuid not null,
  kind text not null
    check (kind in ('start', 'event', 'timer', 'done', 'failed', 'progress', 'emitted', 'cancel')),
  session text collate "C" not null,
  sender text collate "C" not null,
  name text not null,
  payload bytea not null,
  send_id text,
  cause uuid,
  invocation text,  -- The receiver's, whose outcome or message it is.
  chart text,  -- The receiver has to be a session of it.
  queued timestamptz not null default now(),  -- Since when it is due.
  primary key (lane, sequence)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
        autovacuum_vacuum_cost_delay = 0, vacuum_truncate = off);
create index event_sent on event (lane, sender, send_id) where send_id is not null;

-- What is due later. A row lives in the lane of its sender, who may cancel it; a postponed event lives
-- in the lane of its receiver and keeps its number, so that it comes back to its old place.
create table timer (
  lane smallint not null,
  number bigint not null default nextval('queue_number'),
  due timestamptz not null,  -- Infinity: not before its session is resumed.
  target_lane smallint not null,
  postponed boolean not null default false,
  id uuid not null,
  kind text not null
    check (kind in ('start', 'event', 'timer', 'done', 'failed', 'progress', 'emitted', 'cancel')),
  session text collate "C" not null,
  sender text collate "C" not null,
  name text not null,
  payload bytea not null,
  send_id text,
  cause uuid,
  invocation text,
  chart text,
  primary key (lane, number),
  check (postponed or due < 'infinity'),
  check (not postponed or target_lane = lane)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
        autovacuum_vacuum_cost_delay = 0, vacuum_truncate = off);
create index timer_due on timer (lane, due, number);
create index timer_sent on timer (lane, sender, send_id);
create index timer_postponed on timer (lane, session) where postponed;

-- What happened. No key: rows are only added, into a partition for each month.
create table journal (
  lane smallint not null,
  number bigint generated always as identity,
  session text collate "C" not null,
  revision bigint not null,
  event uuid not null,
  cause uuid,
  kind text not null
    check (kind in ('start', 'event', 'timer', 'done', 'failed', 'progress', 'emitted', 'cancel')),
  name text not null,
  outcome text not null check (outcome in ('taken', 'ignored', 'finished', 'deferred', 'discarded')),
  states_left text[] not null,
  states_entered text[] not null,
  at timestamptz not null
) partition by range (at);
-- By ranges of pages, since a tree costs more than the rest of a row: docs/decisions/journal-index.md
create index journal_session on journal using brin (lane, session text_bloom_ops, at)
  with (pages_per_range = 32);
create index journal_event on journal
  using brin (event uuid_bloom_ops (n_distinct_per_range = 1000),
              cause uuid_bloom_ops (n_distinct_per_range = 1000))
  with (pages_per_range = 16);

-- What is of no month that there is a partition for: no step fails where nobody made them ahead.
create table journal_other partition of journal default
  with (autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 100000);

-- Makes the journal's partitions for this month and so many to come; the names of those that were missing.
create function add_journal_months(ahead int) returns setof text
language plpgsql set search_path from current as $$
declare
  this_month constant timestamp := date_trunc('month', now() at time zone 'UTC');
  begins timestamptz;
  ends timestamptz;
  part text;
begin
  for i in 0 .. ahead loop
    begins := (this_month + make_interval(months => i)) at time zone 'UTC';
    ends := (this_month + make_interval(months => i + 1)) at time zone 'UTC';
    part := to_char(this_month + make_interval(months => i), '"journal_"YYYY"_"MM');
    continue when to_regclass(part) is not null;
    execute format('create table %I (like journal including defaults including constraints) with '
                   '(autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 100000)',
                   part);
    -- What came before there was a place for it. Attached, not created as a partition, since that would lock
    -- out everybody who writes.
    lock table journal_other in access exclusive mode;
    execute format('with early as (delete from journal_other where at >= %L and at < %L returning *) '
                   'insert into %I select * from early', begins, ends, part);
    execute format('alter table journal attach partition %I for values from (%L) to (%L)', part, begins, ends);
    return next part;
  end loop;
end
$$;

-- Removes the journal's oldest month if all of it was before that moment; its name, or nothing.
create function drop_journal_month(before timestamptz) returns setof text
language plpgsql set search_path from current as $$
declare
  part text;
begin
  select c.relname into part
  from pg_inherits i join pg_class c on c.oid = i.inhrelid
  where i.inhparent = 'journal'::regclass
    and case when c.relname ~ '^journal_\d{4}_\d\d$'
             then (to_date(substr(c.relname, 9), 'YYYY_MM') + interval '1 month') at time zone 'UTC' <= before
        end
  order by c.relname
  limit 1;
  if part is not null then
    execute format('drop table %I', part);
    return next part;
  end if;
end
$$;
select add_journal_months(2);

-- Events that were given up, with why.
create table dead (
  lane smallint not null,
  number bigint generated always as identity,
  event uuid not null,
  kind text not null
    check (kind in ('start', 'event', 'timer', 'done', 'failed', 'progress', 'emitted', 'cancel')),
  session text collate "C" not null,
  sender text collate "C" not null,
  name text not null,
  payload bytea not null,
  send_id text,
  cause uuid,
  invocation text,
  chart text,
  reason text not null,
  at timestamptz not null default now(),
  primary key (lane, number)
);
