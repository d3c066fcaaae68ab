-- As list_dead, oldest first: numbers, lanes, sessions and events.
SELECT d.number, d.lane, d.session, d.event
FROM dead AS d
WHERE (?1 IS NULL OR d.event = ?1)
  AND (?2 = '' OR d.session = ?2)
  AND (?3 = '' OR EXISTS (SELECT 1 FROM session AS s WHERE s.lane = d.lane AND s.id = d.session AND s.chart = ?3))
  AND (?4 = 0 OR d.number < ?4)
ORDER BY d.number
LIMIT ?5
