-- Of a chart, with an attribute's value: ids after, from and up to; how many; the chart, the attribute's name, a list with
-- that condition.
SELECT session FROM attribute
WHERE chart = ?5 AND name = ?6 AND value = ?7 ->> '$[0].value' AND session > ?1 AND session >= ?2 AND session <= ?3
ORDER BY session
LIMIT ?4
