-- Of a chart: ids after, from and up to; how many; which.
SELECT id FROM session
WHERE chart = ?5 AND id > ?1 AND id >= ?2 AND id <= ?3
ORDER BY id
LIMIT ?4
