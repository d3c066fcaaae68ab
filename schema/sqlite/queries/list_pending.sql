-- What has its place in the queue by its number, and behind it what is due later.
SELECT id, kind, name, due, send_id FROM (
  SELECT 0 AS later, sequence AS number, NULL AS due, id, kind, name, send_id
  FROM event WHERE lane = ?1 AND session = ?2
  UNION ALL
  SELECT postponed = 0, number, due, id, kind, name, send_id
  FROM timer WHERE session = ?2)
ORDER BY later, CASE later WHEN 1 THEN due END, number
