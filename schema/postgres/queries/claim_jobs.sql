-- Lane, services, how many, lease in microseconds, worker.
select session, invocation, fence, id, service, arguments, attempt, attempts, checkpoint, due, deadline, timeout
from claim_jobs_in($1::smallint, $2::text[], $3::int, interval '1 microsecond' * $4::bigint, $5::text)
