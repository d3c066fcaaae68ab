-- When the next work is due; 0: now; null: nothing waits for a time.
SELECT CASE WHEN EXISTS (SELECT 1 FROM event) THEN 0 ELSE (
  SELECT min(due) FROM (
    SELECT (SELECT min(due) FROM timer WHERE timer.lane = lane.lane AND postponed = 0) AS due FROM lane
    UNION ALL
    SELECT (SELECT min(due) FROM timer WHERE timer.lane = lane.lane AND postponed = 1) FROM lane))
END
