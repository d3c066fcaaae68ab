-- Every lane: whether it has work, when its next timer is due, and when it can be had if somebody has it whose sign of
-- life is good for so many microseconds. Locks nothing.
select x.lane, now(), x.next_due,
       coalesce(x.next_due <= now(), false)
         or exists (select from event e where e.lane = x.lane and e.sequence > x.mark),
       x.lapses
from (select l.lane, l.mark, (select min(t.due) from timer t where t.lane = l.lane) as next_due,
             case when l.held and l.touched between now() - given.lapse and now() + given.lapse
                  then l.touched + given.lapse end as lapses
      from lane l, (select interval '1 microsecond' * $1::bigint as lapse) given) x
order by x.lane
