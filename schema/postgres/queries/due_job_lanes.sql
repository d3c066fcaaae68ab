-- Every lane that has jobs of these services, and when the next of them is due. Locks nothing.
select l.lane, now(), min(x.due)
from lane l cross join unnest($1::text[]) s (name) cross join lateral (
  select j.due from job j where j.lane = l.lane and j.service = s.name order by j.due limit 1) x
group by l.lane
order by l.lane
