INSERT INTO event (lane, sequence, id, kind, session, sender, name, payload, send_id, cause)
SELECT target_lane, ?3, id, kind, session, sender, name, payload, send_id, cause
FROM timer WHERE lane = ?1 AND number = ?2
