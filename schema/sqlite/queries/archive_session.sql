INSERT INTO archive SELECT *, ?3 FROM session WHERE lane = ?1 AND id = ?2
