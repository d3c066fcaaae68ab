-- Where the last step failed, or somebody had it suspended: ids after, from and up to; how many.
SELECT id FROM session
WHERE failure <> '' AND id > ?1 AND id >= ?2 AND id <= ?3
ORDER BY id
LIMIT ?4
