-- For operators: as backlog, of what is due alone.
select l.lane, coalesce(e.count, 0), coalesce(e.oldest, 0), 0::bigint, 0::bigint, 0::bigint
from lane l
     left join (select lane, count(*), (extract(epoch from now() - min(queued)) * 1000000)::bigint as oldest
                from event group by lane) e on e.lane = l.lane
order by l.lane
