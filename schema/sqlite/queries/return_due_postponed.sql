-- All of them: one left behind would be overtaken by its session's newer events.
INSERT INTO event (lane, sequence, id, kind, session, sender, name, payload, send_id, cause, invocation, chart)
SELECT lane, number, id, kind, session, sender, name, payload, send_id, cause, invocation, chart
FROM timer WHERE lane = ?1 AND postponed = 1 AND due <= ?2
