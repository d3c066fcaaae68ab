INSERT INTO event (lane, sequence, id, kind, session, sender, name, payload, send_id, cause, invocation, chart)
SELECT lane, ?2, event, kind, session, sender, name, payload, send_id, cause, invocation, chart
FROM dead WHERE number = ?1
