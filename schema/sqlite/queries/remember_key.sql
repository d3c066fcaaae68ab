-- Changes no row where the key is known at ?7, and not yet forgotten.
INSERT INTO dedup (lane, session, kind, key, event, expires) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (lane, session, kind, key) DO UPDATE SET event = excluded.event, expires = excluded.expires
WHERE dedup.expires <= ?7
