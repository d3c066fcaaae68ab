-- For operators: chart, state and status, each empty for any; ids after; how many; parent and tenant, empty for any.
-- With what waits.
with page as (
  select *
  from session
  where ($1::text = '' or chart = $1::text)
    and ($2::text = '' or $2::text = any (active))
    and ($3::text = '' or status = $3::text)
    and id > $4::text collate "C"
    and ($6::text = '' or parent = $6::text)
    and ($7::text = '' or tenant = $7::text)
  order by id
  limit $5::bigint
), queued as (
  select session, count(*) from event where session in (select id from page) group by session
), timed as (
  select session, count(*) filter (where due <= now()) as due, count(*) filter (where due > now()) as later
  from timer where session in (select id from page) group by session
)
select p.id, p.chart, p.version, p.status, p.active, p.state, p.result, p.revision, p.attempts, p.retry_at,
       p.failure, p.created, p.updated, p.parent, p.invocation, p.tenant, p.invoked, p.deferred, p.metadata::text,
       coalesce(q.count, 0) + coalesce(t.due, 0), coalesce(t.later, 0)
from page p left join queued q on q.session = p.id left join timed t on t.session = p.id
order by p.id
