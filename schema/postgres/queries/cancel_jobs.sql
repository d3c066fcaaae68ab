-- Lane; sessions; invocations, null for all of the session's. Those that run stay until their workers have heard of it.
with cancelled as (
  update job j
  set state = 'cancelled'
  from unnest($2::text[], $3::text[]) x (session, invocation)
  where j.lane = $1::smallint and j.session = x.session and j.invocation = coalesce(x.invocation, j.invocation)
    and j.state = 'running'
)
delete from job j
using unnest($2::text[], $3::text[]) x (session, invocation)
where j.lane = $1::smallint and j.session = x.session and j.invocation = coalesce(x.invocation, j.invocation)
  and j.state = 'waiting'
