-- Lane ?1 and session ?2, chart ?3, event's name ?4 and outcome ?5, each empty for any; from ?6 until ?7, each
-- null for any; numbers after ?8 and revisions after ?10.
SELECT j.session, j.revision, j.event, j.cause, j.kind, j.name, j.outcome, j.states_left, j.states_entered, j.at,
       j.number, j.payload, coalesce(j.invocation, ''), j.answers, j.done_by
FROM journal AS j
WHERE (?2 = '' OR (j.lane = ?1 AND j.session = ?2))
  AND (?3 = '' OR EXISTS (SELECT 1 FROM session AS s WHERE s.lane = j.lane AND s.id = j.session AND s.chart = ?3))
  AND (?4 = '' OR j.name = ?4)
  AND (?5 = '' OR j.outcome = ?5)
  AND (?6 IS NULL OR j.at >= ?6)
  AND (?7 IS NULL OR j.at < ?7)
  AND j.number > ?8
  AND j.revision > ?10
ORDER BY j.number
LIMIT ?9
