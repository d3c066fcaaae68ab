UPDATE token SET used = ?4 WHERE lane = ?1 AND session = ?2 AND name = ?3 AND used IS NULL
