-- No row if it does not wait: lane, session, invocation.
update job
set due = now(), attempt = 0
where lane = $1::smallint and session = $2::text and invocation = $3::text and state = 'waiting'
returning true
