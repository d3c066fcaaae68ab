SELECT kind, key, expires FROM dedup WHERE lane = ?1 AND session = ?2 ORDER BY kind, key
