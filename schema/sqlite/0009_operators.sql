-- For operators: who did what to a session, and what it takes to find one among many, as in schema/postgres. A column's
-- rule is not changed but with its table.
CREATE INDEX session_chart ON session (chart, id);
CREATE INDEX session_trouble ON session (id) WHERE failure <> '';
CREATE INDEX dead_session ON dead (session, number);
CREATE INDEX timer_of_others ON timer (session) WHERE sender <> session;

CREATE TABLE journal_anew (
  lane INTEGER NOT NULL,
  number INTEGER PRIMARY KEY,
  session TEXT NOT NULL,
  revision INTEGER NOT NULL,
  event BLOB NOT NULL CHECK (length(event) = 16),
  cause BLOB CHECK (length(cause) = 16),
  kind TEXT NOT NULL
    CHECK (kind IN ('start', 'event', 'timer', 'done', 'failed', 'progress', 'emitted', 'cancel')),
  name TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('taken', 'ignored', 'finished', 'deferred', 'discarded', 'operated')),
  states_left TEXT NOT NULL,
  states_entered TEXT NOT NULL,
  at INTEGER NOT NULL,
  payload BLOB,
  invocation TEXT,
  answers BLOB,
  done_by TEXT  -- Of what an operator did: who.
) STRICT;
INSERT INTO journal_anew
SELECT lane, number, session, revision, event, cause, kind, name, outcome, states_left, states_entered, at, payload,
       invocation, answers, NULL
FROM journal;
DROP TABLE journal;
ALTER TABLE journal_anew RENAME TO journal;
CREATE INDEX journal_session ON journal (lane, session, revision);
CREATE INDEX journal_event ON journal (event);  -- Ids rise with time, so both grow at their ends.
CREATE INDEX journal_cause ON journal (cause) WHERE cause IS NOT NULL;
