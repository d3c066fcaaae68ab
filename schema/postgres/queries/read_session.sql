-- Lane, id.
select id, chart, version, status, active, state, result, revision, attempts, retry_at, failure, created,
       updated
from session
where lane = $1::smallint and id = $2::text
