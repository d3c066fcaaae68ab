DELETE FROM session WHERE lane = ?1 AND id = ?2
