-- For operators: as backlog, of what is due alone.
SELECT lane.lane, count(event.sequence), min(event.queued), 0, 0, 0
FROM lane LEFT JOIN event ON event.lane = lane.lane
GROUP BY lane.lane
ORDER BY lane.lane
