-- What an operator did: lane, session, its id, the event that it is about or null, its name, a job or empty, who, when.
INSERT INTO journal (lane, session, revision, event, cause, kind, name, outcome, states_left, states_entered, at, invocation,
                     done_by)
VALUES (?1, ?2, coalesce((SELECT revision FROM session WHERE lane = ?1 AND id = ?2), 0), ?3, ?4, 'event', ?5, 'operated', '', '',
        ?8, nullif(?6, ''), ?7)
