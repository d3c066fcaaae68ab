-- Those of these that are a session's id: lanes, ids.
select x.id
from unnest($1::smallint[], $2::text[]) x (lane, id)
where exists (select from session s where s.lane = x.lane and s.id = x.id)
order by x.id collate "C"
