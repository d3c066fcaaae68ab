-- For operators: each lane with how many events are due in it, for how many microseconds the first of them
-- has been, and what is due later, put off, or given up. Each table is read once, as it lies: by lane and by an index it
-- takes many times as long where much waits.
select l.lane, coalesce(e.count, 0), coalesce(e.oldest, 0), coalesce(t.waiting, 0), coalesce(t.postponed, 0), coalesce(d.count, 0)
from lane l
     left join (select lane, count(*), (extract(epoch from now() - min(queued)) * 1000000)::bigint as oldest
                from event group by lane) e on e.lane = l.lane
     left join (select lane, count(*) filter (where not postponed) as waiting, count(*) filter (where postponed) as postponed
                from timer group by lane) t on t.lane = l.lane
     left join (select lane, count(*) from dead group by lane) d on d.lane = l.lane
order by l.lane
