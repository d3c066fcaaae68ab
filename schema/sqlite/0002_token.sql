-- Resume tokens that are good, or were used while their state is still active. Of the secret its SHA-256
-- alone. `accepts` is names of events with a line feed between them.
CREATE TABLE token (
  lane INTEGER NOT NULL,  -- The session's.
  session TEXT NOT NULL,
  name TEXT NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  accepts TEXT NOT NULL,
  expires INTEGER,
  used INTEGER,
  PRIMARY KEY (lane, session, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX token_hash ON token (hash);
