SELECT bytes FROM blob WHERE lane = ?1 AND session = ?2 AND digest = ?3
