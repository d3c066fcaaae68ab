-- The sessions of a lane's first $2 due events: before these are claimed, so that a small batch takes one round trip.
select id, chart, version, status, active, state, result, revision, attempts, retry_at, failure, created,
       updated, parent, invocation, tenant, invoked, deferred, null::text
from session
where lane = $1::smallint
  and id = any (array(select session from event
                      where lane = $1::smallint
                        and sequence > (select mark from lane where lane = $1::smallint)
                      order by sequence
                      limit $2::bigint))
