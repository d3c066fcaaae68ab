-- Statements that make a view for each chart, of its latest version: what is indexed in columns, durations and
-- timestamps as microseconds. (The table `attribute` is an index of each such column.)
WITH latest AS (
  SELECT name, definition, max(version),
         CASE WHEN instr(name, '.') > 0 THEN '' ELSE 'chart_' END || lower(replace(name, '.', '_')) AS view
  FROM chart
  WHERE definition <> ''
  GROUP BY name
), field AS (
  SELECT l.name AS chart, l.view, 1 AS part, f.key AS place, f.value ->> '$.name' AS name
  FROM latest l, json_each(l.definition, '$.params') f WHERE f.value ->> '$.indexed'
  UNION ALL
  SELECT l.name, l.view, 2, f.key, f.value ->> '$.name'
  FROM latest l, json_each(l.definition, '$.data') f WHERE f.value ->> '$.indexed'
  ORDER BY 1, 3, 4
), attribute AS (
  SELECT chart, view, name, printf('indexed ->> ''$."%s"''', replace(name, '''', '''''')) AS expression,
         '"' || replace(name, '"', '""') || '"' AS word
  FROM field
), statement AS (
  SELECT name AS chart, 1 AS place, printf('DROP VIEW IF EXISTS "%s"', view) AS sql FROM latest
  UNION ALL
  SELECT l.name, 2, printf(
    'CREATE VIEW "%s" AS SELECT id, version, status, active, revision, created, updated%s, indexed FROM session WHERE chart = %Q',
    l.view,
    coalesce((SELECT group_concat(printf(', %s AS %s', expression, word), '') FROM attribute WHERE chart = l.name), ''),
    l.name)
  FROM latest l
)
SELECT sql FROM statement ORDER BY chart, place
