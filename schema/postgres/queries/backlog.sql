-- For operators: each lane with how many events are due in it, for how many microseconds the first of them
-- has been, and what is due later, put off, or given up.
select l.lane,
       (select count(*) from event e where e.lane = l.lane),
       coalesce((select (extract(epoch from now() - e.queued) * 1000000)::bigint
                 from event e where e.lane = l.lane order by e.sequence limit 1), 0),
       (select count(*) from timer t where t.lane = l.lane and not t.postponed),
       (select count(*) from timer t where t.lane = l.lane and t.postponed),
       (select count(*) from dead d where d.lane = l.lane)
from lane l
order by l.lane
