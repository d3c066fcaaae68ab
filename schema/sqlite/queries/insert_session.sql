INSERT INTO session (lane, id, chart, version, status, state, created, updated)
VALUES (?1, ?2, ?3, ?4, 'starting', ?5, ?6, ?6)
