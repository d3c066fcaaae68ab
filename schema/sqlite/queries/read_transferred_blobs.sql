SELECT digest, revision, bytes FROM blob WHERE lane = ?1 AND session = ?2 ORDER BY digest
