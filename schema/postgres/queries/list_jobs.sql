-- For operators: service and state, each empty for any; how many; behind a session and an invocation; of an
-- invocation, or empty.
select id, session, invocation, service, arguments, cause, attempts, backoff, backoff_limit, timeout,
       state, due, attempt, fence, worker, deadline, checkpoint, done, progress, failure, created
from job
where ($1::text = '' or service = $1::text)
  and ($2::text = '' or state = $2::text)
  and ($6::text = '' or invocation = $6::text)
  and (session, invocation) > ($4::text collate "C", $5::text collate "C")
order by session, invocation
limit $3::bigint
