-- For operators: each lane with how many events are due in it, since when the first of them is, and what is due
-- later, put off, or given up.
SELECT lane,
       (SELECT count(*) FROM event WHERE event.lane = lane.lane),
       (SELECT queued FROM event WHERE event.lane = lane.lane ORDER BY sequence LIMIT 1),
       (SELECT count(*) FROM timer WHERE timer.lane = lane.lane AND postponed = 0),
       (SELECT count(*) FROM timer WHERE timer.lane = lane.lane AND postponed = 1),
       (SELECT count(*) FROM dead WHERE dead.lane = lane.lane)
FROM lane
ORDER BY lane
