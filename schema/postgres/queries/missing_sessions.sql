-- Those of these that are no session's id: lanes, ids.
select x.id
from unnest($1::smallint[], $2::text[]) x (lane, id)
where not exists (select from session s where s.lane = x.lane and s.id = x.id)
