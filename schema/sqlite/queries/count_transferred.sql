-- As read_transferred.
SELECT count(*)
FROM session
WHERE (?1 = '[]' OR id IN (SELECT value FROM json_each(?1)))
  AND (?2 = '' OR chart = ?2)
  AND (?3 = '' OR (instr(?3, ' ') = 0 AND instr(' ' || active || ' ', ' ' || ?3 || ' ') > 0))
  AND (?4 = '' OR tenant = ?4)
