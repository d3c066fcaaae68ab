INSERT INTO token (lane, session, name, hash, accepts, expires) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (lane, session, name) DO UPDATE
SET hash = excluded.hash, accepts = excluded.accepts, expires = excluded.expires, used = NULL
