DELETE FROM blob WHERE lane = ?1 AND session = ?2
