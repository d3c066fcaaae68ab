-- Ids after ?1; of chart ?2, in state ?3, of status ?4, invoked by ?6, of tenant ?7, each where it is not empty.
SELECT s.id, s.chart, s.version, s.status, s.active, s.state, s.result, s.revision, s.attempts, s.retry_at, s.failure,
       s.created, s.updated, s.parent, s.invocation, s.tenant, s.invoked, s.deferred, s.metadata, coalesce(queued.count, 0), coalesce(waiting.count, 0)
FROM session AS s
LEFT JOIN (SELECT session, count(*) AS count FROM event GROUP BY session) AS queued ON queued.session = s.id
LEFT JOIN (SELECT session, count(*) AS count FROM timer GROUP BY session) AS waiting ON waiting.session = s.id
WHERE s.id > ?1
  AND (?2 = '' OR s.chart = ?2)
  AND (?3 = '' OR (instr(?3, ' ') = 0 AND instr(' ' || s.active || ' ', ' ' || ?3 || ' ') > 0))
  AND (?4 = '' OR s.status = ?4)
  AND (?6 = '' OR s.parent = ?6)
  AND (?7 = '' OR s.tenant = ?7)
ORDER BY s.id
LIMIT ?5
