-- The first of these that is no session's id: lanes, ids.
select x.id
from unnest($1::smallint[], $2::text[]) with ordinality x (lane, id, place)
where not exists (select from session s where s.lane = x.lane and s.id = x.id)
order by x.place
limit 1
