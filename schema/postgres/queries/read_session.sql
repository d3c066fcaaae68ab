-- Lane, id.
select id, chart, version, status, active, state, result, revision, attempts, retry_at, failure, created,
       updated, parent, invocation, tenant, invoked, deferred, metadata::text
from session
where lane = $1::smallint and id = $2::text
