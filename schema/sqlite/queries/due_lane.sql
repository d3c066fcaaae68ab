-- The next lane after ?1, in a circle, that has something due at ?2 and no owner, or one that gave no sign of life for a
-- second; with what is known of an owner that did not give it back.
SELECT lane, held, owner, claims FROM lane
WHERE (held = 0 OR touched NOT BETWEEN ?2 - 1000000 AND ?2 + 1000000)
  AND (EXISTS (SELECT 1 FROM event WHERE event.lane = lane.lane)
    OR EXISTS (SELECT 1 FROM timer WHERE timer.lane = lane.lane AND postponed = 0 AND due <= ?2)
    OR EXISTS (SELECT 1 FROM timer WHERE timer.lane = lane.lane AND postponed = 1 AND due <= ?2))
ORDER BY lane <= ?1, lane
LIMIT 1
