-- For operators: session, service and state, each empty for any; how many.
select id, session, invocation, service, arguments, cause, attempts, backoff, backoff_limit, timeout,
       state, due, attempt, fence, worker, deadline, checkpoint, done, progress, failure, created
from job
where ($1::text = '' or session = $1::text)
  and ($2::text = '' or service = $2::text)
  and ($3::text = '' or state = $3::text)
order by session, invocation
limit $4::bigint
