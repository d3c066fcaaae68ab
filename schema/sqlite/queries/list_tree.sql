-- The session ?2 of lane ?1 and those below it; at most ?3.
WITH RECURSIVE tree (id, depth, path) AS (
  SELECT id, 0, id FROM session WHERE lane = ?1 AND id = ?2
  UNION ALL
  SELECT s.id, tree.depth + 1, tree.path || char(1) || s.id
  FROM tree JOIN session AS s INDEXED BY session_parent ON s.parent = tree.id
  WHERE tree.depth < 100
)
SELECT s.id, s.parent, s.chart, s.status, s.active, tree.depth
FROM tree JOIN session AS s INDEXED BY session_id ON s.id = tree.id
ORDER BY tree.path
LIMIT ?3
