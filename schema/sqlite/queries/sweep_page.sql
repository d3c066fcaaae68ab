-- Of lane ?1, ids after ?2, at most ?3: whether each ended before ?4 with nothing on its way to it.
SELECT id,
       status IN ('done', 'cancelled') AND updated < ?4
         AND id NOT IN (SELECT session FROM event WHERE event.lane = ?1)
         AND id NOT IN (SELECT session FROM timer WHERE timer.lane = ?1)
FROM session
WHERE lane = ?1 AND id > ?2
ORDER BY id
LIMIT ?3
