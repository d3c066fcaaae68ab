-- What has its place in the queue by its number, and behind it what is due later. Before it, in one row without an
-- id, what the session defers.
SELECT id, kind, name, due, send_id FROM (
  SELECT 0 AS later, sequence AS number, NULL AS due, id, kind, name, send_id
  FROM event WHERE lane = ?1 AND session = ?2
  UNION ALL
  SELECT postponed = 0, number, due, id, kind, name, send_id
  FROM timer WHERE lane = ?1 AND sender = ?2 AND session = ?2
  UNION ALL
  SELECT postponed = 0, number, due, id, kind, name, send_id
  FROM timer WHERE session = ?2 AND sender <> session
  UNION ALL
  SELECT -1, 0, NULL, NULL, 'event', deferred, NULL
  FROM session WHERE lane = ?1 AND id = ?2 AND deferred <> '')
ORDER BY later, CASE later WHEN 1 THEN due END, number
