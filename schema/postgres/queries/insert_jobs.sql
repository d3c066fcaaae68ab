-- Lane, then what each job is. A session that was purged may have left a job of that name that is cancelled.
insert into job (lane, session, invocation, id, service, arguments, cause, attempts, backoff, backoff_limit, timeout)
select $1::smallint, unnest($2::text[]), unnest($3::text[]), unnest($4::uuid[]), unnest($5::text[]),
       unnest($6::bytea[]), unnest($7::uuid[]), unnest($8::int[]), unnest($9::bigint[]), unnest($10::bigint[]),
       unnest($11::bigint[])
on conflict (lane, session, invocation) do update
set id = excluded.id, service = excluded.service, arguments = excluded.arguments, cause = excluded.cause,
    state = 'waiting', due = now(), attempt = 0, attempts = excluded.attempts, backoff = excluded.backoff,
    backoff_limit = excluded.backoff_limit, timeout = excluded.timeout, deadline = null, worker = '',
    checkpoint = '', done = 0, progress = '', failure = '', created = now()
