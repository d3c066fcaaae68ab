-- Lanes and ids of sessions.
select session, id, '', invocation, service, arguments, cause, attempts, backoff, backoff_limit, timeout,
       state, due, attempt, fence, worker, deadline, checkpoint, done, progress, failure, created
from job
where lane = any ($1::smallint[]) and session = any ($2::text[])
order by session, invocation
