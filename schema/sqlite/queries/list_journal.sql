SELECT session, revision, event, cause, kind, name, outcome, states_left, states_entered, at,
       payload, invocation, answers
FROM journal
WHERE lane = ?1 AND session = ?2 AND revision > ?3
ORDER BY revision, number
LIMIT ?4
