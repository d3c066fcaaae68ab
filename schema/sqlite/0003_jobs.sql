-- Jobs of services. The same table as in schema/postgres, where the reasons stand.

CREATE TABLE job (
  lane INTEGER NOT NULL,  -- The invoking session's.
  session TEXT NOT NULL,
  invocation TEXT NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  service TEXT NOT NULL,
  arguments BLOB NOT NULL,
  cause BLOB CHECK (length(cause) = 16),
  attempts INTEGER NOT NULL CHECK (attempts >= 1),
  -- Lengths of time in microseconds.
  backoff INTEGER NOT NULL,
  backoff_limit INTEGER NOT NULL,  -- 0: without end.
  timeout INTEGER NOT NULL,        -- 0: none.
  state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'cancelled')),
  due INTEGER NOT NULL,  -- When somebody has to see to it: to begin, or at the end of its lease.
  attempt INTEGER NOT NULL,  -- Begun.
  fence INTEGER NOT NULL,
  worker TEXT NOT NULL,
  deadline INTEGER,  -- Of the attempt that runs.
  checkpoint BLOB NOT NULL,
  done REAL NOT NULL,
  progress TEXT NOT NULL,
  failure TEXT NOT NULL,
  created INTEGER NOT NULL,
  PRIMARY KEY (lane, session, invocation)
) STRICT;
CREATE INDEX job_due ON job (service, state, due);
