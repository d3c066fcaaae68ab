-- When work is due next that can be had at ?1: 0 or a past time: now; null: nothing waits for a time. A lane with an owner
-- can be had a second after its last sign of life.
SELECT min(CASE WHEN held = 1 AND abs(touched - ?1) <= 1000000 THEN max(due, touched + 1000000) ELSE due END)
FROM (
  SELECT held, touched, CASE WHEN EXISTS (SELECT 1 FROM event WHERE event.lane = lane.lane) THEN 0 ELSE (
    SELECT min(due) FROM (
      SELECT (SELECT min(due) FROM timer WHERE timer.lane = lane.lane AND postponed = 0) AS due
      UNION ALL
      SELECT (SELECT min(due) FROM timer WHERE timer.lane = lane.lane AND postponed = 1)))
    END AS due
  FROM lane)
