DELETE FROM event WHERE lane = ?1 AND sequence = ?2
