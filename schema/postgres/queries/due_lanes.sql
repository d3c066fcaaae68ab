-- Every lane: whether it has work, and when its next timer is due. Locks nothing.
select x.lane, now(), x.next_due,
       coalesce(x.next_due <= now(), false)
         or exists (select from event e where e.lane = x.lane)
from (select l.lane, (select min(t.due) from timer t where t.lane = l.lane) as next_due
      from lane l) x
order by x.lane
