INSERT INTO event (lane, sequence, id, kind, session, sender, name, payload, send_id, cause, invocation, chart)
SELECT lane, number, id, kind, session, sender, name, payload, send_id, cause, invocation, chart
FROM timer INDEXED BY timer_postponed WHERE lane = ?1 AND postponed = 1 AND session = ?2
