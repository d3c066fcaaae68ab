-- As find_sessions, where one of the conditions is that an attribute has a value: chart, id, conditions, sets, limit,
-- the attribute's name, a list with that condition.
SELECT s.id, s.version, s.status, s.active, s.revision
FROM attribute a CROSS JOIN session s ON s.id = a.session
WHERE a.chart = ?1 AND a.name = ?6 AND a.value = ?7 ->> '$[0].value' AND a.session > ?2
  AND NOT EXISTS (
    SELECT 1 FROM json_each(?3) AS each
    WHERE NOT coalesce(CASE each.value ->> '$.is'
      WHEN '<' THEN s.indexed ->> (each.value ->> '$.path') < each.value ->> '$.value'
      WHEN '<=' THEN s.indexed ->> (each.value ->> '$.path') <= each.value ->> '$.value'
      WHEN '>' THEN s.indexed ->> (each.value ->> '$.path') > each.value ->> '$.value'
      WHEN '>=' THEN s.indexed ->> (each.value ->> '$.path') >= each.value ->> '$.value'
      ELSE s.indexed ->> (each.value ->> '$.path') IS each.value ->> '$.value'
    END, 0))
  AND NOT EXISTS (
    SELECT 1 FROM json_each(?4) AS wanted
    WHERE NOT EXISTS (SELECT 1 FROM json_each(wanted.value) AS state
                      WHERE instr(' ' || s.active || ' ', ' ' || state.value || ' ') > 0))
ORDER BY a.session
LIMIT ?5
