-- When the next job of service ?1 is due; null: there is none.
SELECT min(due) FROM (
  SELECT (SELECT min(due) FROM job WHERE service = ?1 AND state = value) AS due
  FROM json_each('["waiting", "running", "cancelled"]'))
