-- No event is known of it.
INSERT INTO dedup (lane, session, kind, key, event, expires) VALUES (?1, ?2, ?3, ?4, zeroblob(16), ?5)
ON CONFLICT DO UPDATE SET event = excluded.event, expires = excluded.expires
