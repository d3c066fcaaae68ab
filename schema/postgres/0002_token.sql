-- Resume tokens that are good, or were used while their state is still active. Of the secret its SHA-256
-- alone.

create table token (
  lane smallint not null,  -- The session's.
  session text collate "C" not null,
  name text collate "C" not null,
  hash bytea not null check (octet_length(hash) = 32),
  accepts text[] not null,
  expires timestamptz,
  used timestamptz,
  primary key (lane, session, name)
);
create index token_hash on token (hash);
