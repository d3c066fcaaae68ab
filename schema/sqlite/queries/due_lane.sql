-- The next lane after ?1, in a circle, that has something due at ?2.
SELECT lane FROM lane
WHERE EXISTS (SELECT 1 FROM event WHERE event.lane = lane.lane)
   OR EXISTS (SELECT 1 FROM timer WHERE timer.lane = lane.lane AND postponed = 0 AND due <= ?2)
   OR EXISTS (SELECT 1 FROM timer WHERE timer.lane = lane.lane AND postponed = 1 AND due <= ?2)
ORDER BY lane <= ?1, lane
LIMIT 1
