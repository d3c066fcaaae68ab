-- For operators: lane, id. With what waits for it.
select p.id, p.chart, p.version, p.status, p.active, p.state, p.result, p.revision, p.attempts, p.retry_at,
       p.failure, p.created, p.updated, p.parent, p.invocation, p.tenant, p.invoked, p.deferred, p.metadata::text,
       (select count(*) from event where lane = p.lane and session = p.id)
         + (select count(*) from timer where session = p.id and due <= now()),
       (select count(*) from timer where session = p.id and due > now())
from session p
where p.lane = $1::smallint and p.id = $2::text
