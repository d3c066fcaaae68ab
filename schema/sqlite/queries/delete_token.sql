DELETE FROM token WHERE lane = ?1 AND session = ?2 AND name = ?3
