INSERT INTO dead (lane, event, kind, session, sender, name, payload, send_id, cause, invocation, reason, at)
SELECT lane, id, kind, session, sender, name, payload, send_id, cause, invocation, ?3, ?4
FROM event WHERE lane = ?1 AND sequence = ?2
