INSERT INTO dead (lane, event, kind, session, sender, name, payload, send_id, cause, invocation, chart, reason, at)
SELECT lane, id, kind, session, sender, name, payload, send_id, cause, invocation, chart, ?3, ?4
FROM event WHERE lane = ?1 AND sequence = ?2
