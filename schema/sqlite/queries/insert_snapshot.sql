INSERT INTO snapshot (lane, session, revision, version, state, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING
