INSERT INTO event (lane, sequence, id, kind, session, sender, name, payload, send_id, cause, invocation, chart)
SELECT target_lane, ?3, id, kind, session, sender, name, payload, send_id, cause, invocation, chart
FROM timer WHERE lane = ?1 AND number = ?2
