-- Keys under which something was sent to a session, or it was started, until they are forgotten.
CREATE TABLE dedup (
  lane INTEGER NOT NULL,  -- The receiving session's.
  session TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('start', 'event')),
  key TEXT NOT NULL,
  event BLOB NOT NULL CHECK (length(event) = 16),  -- The one that was sent.
  expires INTEGER NOT NULL,
  PRIMARY KEY (lane, session, kind, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX dedup_expires ON dedup (lane, expires);
