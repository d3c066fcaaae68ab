-- Of a tenant: ids after, from and up to; how many; which.
SELECT id FROM session
WHERE tenant = ?5 AND tenant <> '' AND id > ?1 AND id >= ?2 AND id <= ?3
ORDER BY id
LIMIT ?4
