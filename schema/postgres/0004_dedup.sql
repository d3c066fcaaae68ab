-- Keys under which something was sent to a session, or it was started, until they are forgotten.

create table dedup (
  lane smallint not null,  -- The receiving session's.
  session text collate "C" not null,
  kind text not null check (kind in ('start', 'event')),
  key text collate "C" not null,
  event uuid not null,  -- The one that was sent.
  expires timestamptz not null,
  primary key (lane, session, kind, key)
);
create index dedup_expires on dedup (lane, expires);
