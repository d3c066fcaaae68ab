INSERT INTO dead (lane, event, kind, session, sender, name, payload, send_id, cause, invocation, chart, reason, at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
