-- Those due together, in the order they were sent.
SELECT number, target_lane FROM timer
WHERE lane = ?1 AND postponed = 0 AND due <= ?2
ORDER BY due, number
LIMIT ?3
