-- Of sessions to which events were given up: ids after, from and up to; how many.
SELECT DISTINCT session FROM dead
WHERE session > ?1 AND session >= ?2 AND session <= ?3
ORDER BY session
LIMIT ?4
