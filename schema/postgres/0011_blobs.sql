-- Large values, beside the sessions that name them: by the SHA-256 of their bytes.
create table blob (
  lane smallint not null,
  session text collate "C" not null,
  digest bytea not null check (octet_length(digest) = 32),
  revision bigint not null check (revision > 0),  -- The session's after the step that made it.
  bytes bytea not null,
  primary key (lane, session, digest)
);
-- Those of archived sessions.
create table archive_blob (
  like blob,
  archived timestamptz not null,
  primary key (lane, session, archived, digest)
);
