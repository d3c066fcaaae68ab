-- Of the sessions of read_transferred: what has its place in a queue, behind it what is due later, and behind that
-- what is dead.
WITH chosen AS (
  SELECT id AS chosen_id, lane AS chosen_lane
  FROM session
  WHERE (?1 = '[]' OR id IN (SELECT value FROM json_each(?1)))
    AND (?2 = '' OR chart = ?2)
    AND (?3 = '' OR (instr(?3, ' ') = 0 AND instr(' ' || active || ' ', ' ' || ?3 || ' ') > 0))
    AND (?4 = '' OR tenant = ?4)
)
SELECT session, place, id, kind, nullif(sender, session), name, payload, send_id, cause, invocation, chart, at, reason
FROM (
  SELECT session, 0 AS part, 'queued' AS place, sequence AS number, id, kind, sender, name, payload, send_id, cause,
         invocation, chart, queued AS at, '' AS reason
  FROM event
  UNION ALL
  SELECT session, postponed = 0, CASE postponed WHEN 1 THEN 'postponed' ELSE 'later' END, number, id, kind, sender,
         name, payload, send_id, cause, invocation, chart, due, ''
  FROM timer
  UNION ALL
  SELECT session, 2, 'dead', number, event, kind, sender, name, payload, send_id, cause, invocation, chart, at, reason
  FROM dead)
WHERE session IN (SELECT chosen_id FROM chosen)
ORDER BY session, part, CASE part WHEN 1 THEN at END, CASE part WHEN 1 THEN sender END, number
