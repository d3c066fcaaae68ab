-- A session that was purged may have left a job of that name that is cancelled.
insert into job (lane, session, invocation, id, service, arguments, cause, attempts, backoff, backoff_limit, timeout,
                 state, due, attempt, fence, worker, deadline, checkpoint, done, progress, failure, created)
select x.lane, x.session, x.invocation, x.id, x.service, x.arguments, x.cause, x.attempts, x.backoff, x.backoff_limit,
       x.timeout, x.state, x.due, x.attempt, x.fence, x.worker, x.deadline, x.checkpoint, x.done::float8, x.progress,
       x.failure, x.created
from unnest($1::smallint[], $2::text[], $3::text[], $4::uuid[], $5::text[], $6::bytea[], $7::uuid[], $8::int[],
            $9::bigint[], $10::bigint[], $11::bigint[], $12::text[], $13::timestamptz[], $14::int[], $15::bigint[],
            $16::text[], $17::timestamptz[], $18::bytea[], $19::text[], $20::text[], $21::text[], $22::timestamptz[])
     x (lane, session, invocation, id, service, arguments, cause, attempts, backoff, backoff_limit, timeout, state, due,
        attempt, fence, worker, deadline, checkpoint, done, progress, failure, created)
on conflict (lane, session, invocation) do update
set id = excluded.id, service = excluded.service, arguments = excluded.arguments, cause = excluded.cause,
    attempts = excluded.attempts, backoff = excluded.backoff, backoff_limit = excluded.backoff_limit,
    timeout = excluded.timeout, state = excluded.state, due = excluded.due, attempt = excluded.attempt,
    fence = excluded.fence, worker = excluded.worker, deadline = excluded.deadline, checkpoint = excluded.checkpoint,
    done = excluded.done, progress = excluded.progress, failure = excluded.failure, created = excluded.created
