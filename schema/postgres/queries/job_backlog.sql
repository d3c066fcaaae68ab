-- For operators: each service that has jobs, with how many are in which state, and for how many microseconds the
-- first of those that wait has been due.
select service,
       count(*) filter (where state = 'waiting'),
       count(*) filter (where state = 'running'),
       count(*) filter (where state = 'cancelled'),
       coalesce((extract(epoch from now() - min(due) filter (where state = 'waiting' and due <= now())) * 1000000)::bigint, 0)
from job
group by service
order by service
