INSERT INTO session (lane, id, chart, version, status, state, created, updated, parent, invocation, tenant,
                     metadata)
VALUES (?1, ?2, ?3, ?4, 'starting', ?5, ?6, ?6, ?7, ?8, ?9, ?10)
