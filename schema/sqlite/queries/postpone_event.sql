INSERT INTO timer (lane, number, due, target_lane, postponed, id, kind, session, sender, name, payload, send_id, cause, invocation, chart)
SELECT lane, sequence, ?3, lane, 1, id, kind, session, sender, name, payload, send_id, cause, invocation, chart
FROM event WHERE lane = ?1 AND sequence = ?2
