SELECT event, session, name, reason, at FROM dead ORDER BY number DESC LIMIT ?1
