INSERT INTO blob (lane, session, digest, revision, bytes) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING
