-- Sessions and what waits for them. The same tables as in schema/postgres, where the reasons stand.
--
-- Times are microseconds since 1970 UTC, events' ids 16 bytes, lists of states names with a space between
-- them.

CREATE TABLE version (
  version INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  applied INTEGER NOT NULL
) STRICT;

-- How many there are never changes. `last_number` orders whatever is queued in the lane: the numbers of
-- `event` and of `timer` are drawn from it.
CREATE TABLE lane (
  lane INTEGER PRIMARY KEY CHECK (lane >= 0),
  last_number INTEGER NOT NULL DEFAULT 0,
  epoch INTEGER NOT NULL DEFAULT 0,
  held INTEGER NOT NULL DEFAULT 0,
  owner TEXT NOT NULL DEFAULT '',
  claims INTEGER NOT NULL DEFAULT 0,
  touched INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE session (
  lane INTEGER NOT NULL,
  id TEXT NOT NULL CHECK (length(CAST(id AS BLOB)) BETWEEN 1 AND 200),
  chart TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version >= 0),
  status TEXT NOT NULL CHECK (status IN ('starting', 'running', 'done', 'suspended', 'cancelled')),
  active TEXT NOT NULL DEFAULT '',
  state BLOB NOT NULL,
  result BLOB NOT NULL DEFAULT x'',
  revision INTEGER NOT NULL DEFAULT 0 CHECK (revision >= 0),
  attempts INTEGER NOT NULL DEFAULT 0,
  retry_at INTEGER,
  failure TEXT NOT NULL DEFAULT '',
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  parent TEXT,  -- The session that invoked it, and under which of its invocations.
  invocation TEXT,
  tenant TEXT NOT NULL DEFAULT '',
  metadata TEXT NOT NULL DEFAULT '{}',
  invoked TEXT NOT NULL DEFAULT '',   -- A line for each: its invocation, a tab, the session.
  deferred TEXT NOT NULL DEFAULT '',  -- A line for each event: its id, a space, its name.
  PRIMARY KEY (lane, id),
  CHECK ((parent IS NULL) = (invocation IS NULL))
) STRICT;
CREATE INDEX session_parent ON session (parent, id) WHERE parent IS NOT NULL;
CREATE INDEX session_tenant ON session (tenant, id) WHERE tenant <> '';
CREATE INDEX session_id ON session (id);  -- For listings, which go through all lanes.

-- What is due now, and nothing else.
CREATE TABLE event (
  lane INTEGER NOT NULL,  -- The receiving session's.
  sequence INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  kind TEXT NOT NULL
    CHECK (kind IN ('start', 'event', 'timer', 'done', 'failed', 'progress', 'emitted', 'cancel')),
  session TEXT NOT NULL,
  sender TEXT NOT NULL,
  name TEXT NOT NULL,
  payload BLOB NOT NULL,
  send_id TEXT,
  cause BLOB CHECK (length(cause) = 16),
  invocation TEXT,  -- The receiver's, whose outcome or message it is.
  chart TEXT,  -- The receiver has to be a session of it.
  queued INTEGER NOT NULL  -- Since when it is due.
    DEFAULT (CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)),
  PRIMARY KEY (lane, sequence)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_sent ON event (lane, sender, send_id) WHERE send_id IS NOT NULL;

-- What is due later. A row lives in the lane of its sender, who may cancel it; a postponed event lives in
-- the lane of its receiver and keeps its number, so that it comes back to its old place.
CREATE TABLE timer (
  lane INTEGER NOT NULL,
  number INTEGER NOT NULL,
  due INTEGER,  -- Null: not before its session is resumed.
  target_lane INTEGER NOT NULL,
  postponed INTEGER NOT NULL DEFAULT 0,
  id BLOB NOT NULL CHECK (length(id) = 16),
  kind TEXT NOT NULL
    CHECK (kind IN ('start', 'event', 'timer', 'done', 'failed', 'progress', 'emitted', 'cancel')),
  session TEXT NOT NULL,
  sender TEXT NOT NULL,
  name TEXT NOT NULL,
  payload BLOB NOT NULL,
  send_id TEXT,
  cause BLOB CHECK (length(cause) = 16),
  invocation TEXT,
  chart TEXT,
  PRIMARY KEY (lane, number),
  CHECK (postponed = 1 OR due IS NOT NULL),
  CHECK (postponed = 0 OR target_lane = lane)
) STRICT, WITHOUT ROWID;
CREATE INDEX timer_due ON timer (lane, due) WHERE postponed = 0;
CREATE INDEX timer_postponed ON timer (lane, due) WHERE postponed = 1;
CREATE INDEX timer_sent ON timer (lane, sender, send_id);

-- What happened.
CREATE TABLE journal (
  lane INTEGER NOT NULL,
  number INTEGER PRIMARY KEY,
  session TEXT NOT NULL,
  revision INTEGER NOT NULL,
  event BLOB NOT NULL CHECK (length(event) = 16),
  cause BLOB CHECK (length(cause) = 16),
  kind TEXT NOT NULL
    CHECK (kind IN ('start', 'event', 'timer', 'done', 'failed', 'progress', 'emitted', 'cancel')),
  name TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('taken', 'ignored', 'finished', 'deferred', 'discarded')),
  states_left TEXT NOT NULL,
  states_entered TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX journal_session ON journal (lane, session, revision);
CREATE INDEX journal_event ON journal (event);  -- Ids rise with time, so both grow at their ends.
CREATE INDEX journal_cause ON journal (cause) WHERE cause IS NOT NULL;

-- Events that were given up, with why.
CREATE TABLE dead (
  lane INTEGER NOT NULL,
  number INTEGER PRIMARY KEY AUTOINCREMENT,  -- Never one that was given before.
  event BLOB NOT NULL CHECK (length(event) = 16),
  kind TEXT NOT NULL
    CHECK (kind IN ('start', 'event', 'timer', 'done', 'failed', 'progress', 'emitted', 'cancel')),
  session TEXT NOT NULL,
  sender TEXT NOT NULL,
  name TEXT NOT NULL,
  payload BLOB NOT NULL,
  send_id TEXT,
  cause BLOB CHECK (length(cause) = 16),
  invocation TEXT,
  chart TEXT,
  reason TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
