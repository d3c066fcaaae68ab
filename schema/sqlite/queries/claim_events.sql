SELECT sequence, id, kind, session, sender, name, payload, send_id, cause, invocation, chart, queued
FROM event WHERE lane = ?1
ORDER BY sequence
LIMIT ?2
