INSERT INTO event (lane, sequence, id, kind, session, sender, name, payload, send_id, cause, invocation, chart, queued)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
