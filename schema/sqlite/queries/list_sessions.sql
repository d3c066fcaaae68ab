-- Of the ids in ?1, a JSON list, in the order of ids, at most ?2; of chart ?3, in state ?4, of status ?5, of parent ?6, of
-- tenant ?7, in trouble ?8, each where it is not empty; created from ?9 until ?10, updated from ?11 until ?12, each where
-- it is not null; of which the conditions ?13 and the sets of states ?14 hold, as in find_sessions. With what waits.
SELECT s.id, s.chart, s.version, s.status, s.active, s.state, s.result, s.revision, s.attempts, s.retry_at, s.failure,
       s.created, s.updated, s.parent, s.invocation, s.tenant, s.invoked, s.deferred, s.metadata,
       (SELECT count(*) FROM event WHERE event.lane = s.lane AND event.session = s.id),
       (SELECT count(*) FROM timer WHERE timer.lane = s.lane AND timer.sender = s.id AND timer.session = s.id)
         + (SELECT count(*) FROM timer WHERE timer.session = s.id AND timer.sender <> timer.session)
FROM json_each(?1) AS wanted CROSS JOIN session AS s ON s.id = wanted.value
WHERE (?3 = '' OR s.chart = ?3)
  AND (?4 = '' OR (instr(?4, ' ') = 0 AND instr(' ' || s.active || ' ', ' ' || ?4 || ' ') > 0))
  AND (?5 = '' OR s.status = ?5)
  AND (?6 = '' OR s.parent = ?6)
  AND (?7 = '' OR s.tenant = ?7)
  AND CASE ?8
        WHEN 'suspended' THEN s.status = 'suspended'
        WHEN 'retrying' THEN s.status IN ('starting', 'running') AND s.failure <> ''
        WHEN 'dead' THEN EXISTS (SELECT 1 FROM dead WHERE dead.session = s.id)
        ELSE 1
      END
  AND (?9 IS NULL OR s.created >= ?9)
  AND (?10 IS NULL OR s.created < ?10)
  AND (?11 IS NULL OR s.updated >= ?11)
  AND (?12 IS NULL OR s.updated < ?12)
  AND NOT EXISTS (
    SELECT 1 FROM json_each(?13) AS each
    WHERE NOT coalesce(CASE each.value ->> '$.is'
      WHEN '<' THEN s.indexed ->> (each.value ->> '$.path') < each.value ->> '$.value'
      WHEN '<=' THEN s.indexed ->> (each.value ->> '$.path') <= each.value ->> '$.value'
      WHEN '>' THEN s.indexed ->> (each.value ->> '$.path') > each.value ->> '$.value'
      WHEN '>=' THEN s.indexed ->> (each.value ->> '$.path') >= each.value ->> '$.value'
      ELSE s.indexed IS NOT NULL AND s.indexed ->> (each.value ->> '$.path') IS each.value ->> '$.value'
    END, 0))
  AND NOT EXISTS (
    SELECT 1 FROM json_each(?14) AS states
    WHERE NOT EXISTS (SELECT 1 FROM json_each(states.value) AS state
                      WHERE instr(' ' || s.active || ' ', ' ' || state.value || ' ') > 0))
ORDER BY wanted.key
LIMIT ?2
