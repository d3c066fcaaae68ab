DELETE FROM job WHERE lane = ?1 AND session = ?2 AND invocation = ?3
