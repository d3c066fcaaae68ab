INSERT INTO event (lane, sequence, id, kind, session, sender, name, payload, send_id, cause)
SELECT lane, number, id, kind, session, sender, name, payload, send_id, cause
FROM timer INDEXED BY timer_postponed WHERE lane = ?1 AND postponed = 1 AND session = ?2
