-- As list_jobs, of one session: with its lane and its id.
select id, session, invocation, service, arguments, cause, attempts, backoff, backoff_limit, timeout,
       state, due, attempt, fence, worker, deadline, checkpoint, done, progress, failure, created
from job
where lane = $7::smallint and session = $8::text
  and ($1::text = '' or service = $1::text)
  and ($2::text = '' or state = $2::text)
  and ($6::text = '' or invocation = $6::text)
  and (session, invocation) > ($4::text collate "C", $5::text collate "C")
order by invocation
limit $3::bigint
