-- Of event ?1 unless it is null, of session ?2 and of chart ?3 unless they are empty, numbers
-- below ?4 unless it is 0; the latest first, the oldest where ?6.
SELECT d.number, d.event, d.kind, d.cause, d.session, d.name, d.reason, d.at, d.payload,
       coalesce(d.invocation, '')
FROM dead AS d
WHERE (?1 IS NULL OR d.event = ?1)
  AND (?2 = '' OR d.session = ?2)
  AND (?3 = '' OR EXISTS (SELECT 1 FROM session AS s WHERE s.lane = d.lane AND s.id = d.session AND s.chart = ?3))
  AND (?4 = 0 OR d.number < ?4)
ORDER BY CASE WHEN ?6 THEN d.number ELSE -d.number END
LIMIT ?5
