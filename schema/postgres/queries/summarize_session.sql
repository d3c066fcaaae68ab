-- For operators: lane, id. With what waits for it.
select p.id, p.chart, p.version, p.status, p.active, p.state, p.result, p.revision, p.attempts, p.retry_at,
       p.failure, p.created, p.updated, p.parent, p.invocation, p.tenant, p.invoked, p.deferred, p.metadata::text,
       (select count(*) from event where lane = p.lane and session = p.id) + t.due, t.later
from session p
     cross join lateral (
       select count(*) filter (where due <= now()) as due, count(*) filter (where due > now()) as later
       from (select due from timer where lane = p.lane and sender = p.id and session = p.id
             union all
             select due from timer where session = p.id and sender <> session) x) t
where p.lane = $1::smallint and p.id = $2::text
