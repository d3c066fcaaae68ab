INSERT INTO token (lane, session, name, hash, accepts, expires, used) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
