-- No row if there is none that could run: lane, id, why.
update session
set status = 'suspended', failure = $3::text, retry_at = null, updated = now()
where lane = $1::smallint and id = $2::text and status in ('starting', 'running')
returning true
