-- For operators: each service that has jobs, with how many are in which state, and since when the first of those that
-- wait has been due at ?1.
SELECT service,
       count(*) FILTER (WHERE state = 'waiting'),
       count(*) FILTER (WHERE state = 'running'),
       count(*) FILTER (WHERE state = 'cancelled'),
       min(due) FILTER (WHERE state = 'waiting' AND due <= ?1)
FROM job
GROUP BY service
ORDER BY service
