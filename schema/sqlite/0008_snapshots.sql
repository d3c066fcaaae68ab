-- For doing steps again (RuntimeOptions::snapshot_every): states of sessions now and then, and in the journal what
-- each step was told.
CREATE TABLE snapshot (
  lane INTEGER NOT NULL,
  session TEXT NOT NULL,
  revision INTEGER NOT NULL CHECK (revision >= 0),
  version INTEGER NOT NULL,
  state BLOB NOT NULL,  -- At revision 0 the parameters.
  at INTEGER NOT NULL,
  PRIMARY KEY (lane, session, revision)
) STRICT, WITHOUT ROWID;
ALTER TABLE journal ADD COLUMN payload BLOB;  -- Null: not kept.
ALTER TABLE journal ADD COLUMN invocation TEXT;
ALTER TABLE journal ADD COLUMN answers BLOB;
