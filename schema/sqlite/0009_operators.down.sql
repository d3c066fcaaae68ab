DROP INDEX timer_of_others;
DROP INDEX dead_session;
DROP INDEX session_trouble;
DROP INDEX session_chart;

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
  outcome TEXT NOT NULL CHECK (outcome IN ('taken', 'ignored', 'finished', 'deferred', 'discarded')),
  states_left TEXT NOT NULL,
  states_entered TEXT NOT NULL,
  at INTEGER NOT NULL,
  payload BLOB,
  invocation TEXT,
  answers BLOB
) STRICT;
INSERT INTO journal_anew
SELECT lane, number, session, revision, event, cause, kind, name, outcome, states_left, states_entered, at, payload,
       invocation, answers
FROM journal
WHERE outcome <> 'operated';
DROP TABLE journal;
ALTER TABLE journal_anew RENAME TO journal;
CREATE INDEX journal_session ON journal (lane, session, revision);
CREATE INDEX journal_event ON journal (event);  -- Ids rise with time, so both grow at their ends.
CREATE INDEX journal_cause ON journal (cause) WHERE cause IS NOT NULL;
