-- Lane, how many.
with taken as (
  delete from event
  where ctid = any (array(select ctid from event where lane = $1::int order by number limit $2::int))
  returning number, session, payload
)
select t.number, t.session, t.payload, s.revision, s.state
from taken t join session s on s.id = t.session
order by t.number
