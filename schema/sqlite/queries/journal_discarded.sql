INSERT INTO journal (lane, session, revision, event, cause, kind, name, outcome, states_left, states_entered, at)
SELECT d.lane, d.session, coalesce(s.revision, 0), d.event, d.cause, d.kind, d.name, 'discarded', '', '', ?2
FROM dead AS d LEFT JOIN session AS s ON s.lane = d.lane AND s.id = d.session
WHERE d.number = ?1
