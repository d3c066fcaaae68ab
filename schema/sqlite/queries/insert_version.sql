INSERT INTO version (version, name, applied) VALUES (?1, ?2, ?3)
