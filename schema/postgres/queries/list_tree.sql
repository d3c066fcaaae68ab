-- For operators: lane, session, how many. The session and those below it.
with recursive tree as (
  select id, 0::bigint as depth, array[id] as path
  from session
  where lane = $1::smallint and id = $2::text
  union all
  select s.id, t.depth + 1, t.path || s.id
  from tree t join session s on s.parent = t.id
  where t.depth < 100
)
select s.id, s.parent, s.chart, s.status, s.active, t.depth
from tree t join session s on s.id = t.id
order by t.path
limit $3::bigint
