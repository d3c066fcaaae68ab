SELECT name, hash, accepts, expires, used FROM token WHERE lane = ?1 AND session = ?2 ORDER BY name
