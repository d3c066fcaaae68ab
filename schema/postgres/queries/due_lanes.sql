-- Every lane: whether it has work, when its next timer is due, and when it can be had if somebody has it. Locks nothing.
select x.lane, now(), x.next_due,
       coalesce(x.next_due <= now(), false)
         or exists (select from event e where e.lane = x.lane and e.sequence > x.mark),
       x.lapses
from (select l.lane, l.mark, (select min(t.due) from timer t where t.lane = l.lane) as next_due,
             case when l.held and l.touched between now() - interval '1 second' and now() + interval '1 second'
                  then l.touched + interval '1 second' end as lapses
      from lane l) x
order by x.lane
