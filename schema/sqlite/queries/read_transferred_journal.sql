SELECT session, revision, event, cause, kind, name, outcome, states_left, states_entered, at, number,
       payload, coalesce(invocation, ''), answers, done_by
FROM journal WHERE lane = ?1 AND session = ?2
ORDER BY number
