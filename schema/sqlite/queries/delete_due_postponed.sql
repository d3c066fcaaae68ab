DELETE FROM timer WHERE lane = ?1 AND postponed = 1 AND due <= ?2
