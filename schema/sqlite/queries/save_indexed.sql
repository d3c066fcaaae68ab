UPDATE session SET indexed = ?3 WHERE lane = ?1 AND id = ?2
