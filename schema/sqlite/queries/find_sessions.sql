-- Of a chart, with ids greater than one, by attributes (rows/indexed.h) and sets of states one of each of which is
-- active: chart, id, conditions, sets, limit.
SELECT id, version, status, active, revision
FROM session
WHERE chart = ?1 AND id > ?2
  AND NOT EXISTS (
    SELECT 1 FROM json_each(?3) AS each
    WHERE NOT coalesce(CASE each.value ->> '$.is'
      WHEN '<' THEN session.indexed ->> (each.value ->> '$.path') < each.value ->> '$.value'
      WHEN '<=' THEN session.indexed ->> (each.value ->> '$.path') <= each.value ->> '$.value'
      WHEN '>' THEN session.indexed ->> (each.value ->> '$.path') > each.value ->> '$.value'
      WHEN '>=' THEN session.indexed ->> (each.value ->> '$.path') >= each.value ->> '$.value'
      ELSE session.indexed IS NOT NULL
        AND session.indexed ->> (each.value ->> '$.path') IS each.value ->> '$.value'
    END, 0))
  AND NOT EXISTS (
    SELECT 1 FROM json_each(?4) AS wanted
    WHERE NOT EXISTS (SELECT 1 FROM json_each(wanted.value) AS state
                      WHERE instr(' ' || session.active || ' ', ' ' || state.value || ' ') > 0))
ORDER BY id
LIMIT ?5
