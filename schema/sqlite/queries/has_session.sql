SELECT 1 FROM session WHERE lane = ?1 AND id = ?2
