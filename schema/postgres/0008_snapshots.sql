-- For doing steps again (RuntimeOptions::snapshot_every): states of sessions now and then, and in the journal what
-- each step was told.
create table snapshot (
  lane smallint not null,
  session text collate "C" not null,
  revision bigint not null check (revision >= 0),
  version bigint not null,
  state bytea not null,  -- At revision 0 the parameters.
  at timestamptz not null,
  primary key (lane, session, revision)
);
alter table journal
  add column payload bytea,  -- Null: not kept.
  add column invocation text,
  add column answers bytea;
