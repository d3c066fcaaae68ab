-- Large values, beside the sessions that name them: by the SHA-256 of their bytes.
CREATE TABLE blob (
  lane INTEGER NOT NULL,
  session TEXT NOT NULL,
  digest BLOB NOT NULL CHECK (length(digest) = 32),
  revision INTEGER NOT NULL CHECK (revision > 0),  -- The session's after the step that made it.
  bytes BLOB NOT NULL,
  PRIMARY KEY (lane, session, digest)
) STRICT;
-- Those of archived sessions.
CREATE TABLE archive_blob (
  lane INTEGER NOT NULL,
  session TEXT NOT NULL,
  digest BLOB NOT NULL,
  revision INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  archived INTEGER NOT NULL,
  PRIMARY KEY (lane, session, archived, digest)
) STRICT;
