-- All of them: one left behind would be overtaken by its session's newer events.
INSERT INTO event (lane, sequence, id, kind, session, sender, name, payload, send_id, cause, invocation)
SELECT lane, number, id, kind, session, sender, name, payload, send_id, cause, invocation
FROM timer WHERE lane = ?1 AND postponed = 1 AND due <= ?2
