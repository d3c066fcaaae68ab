-- No row if it is not suspended: lane, id. At revision 0 its first step is still to come.
update session
set status = case when revision = 0 then 'starting' else 'running' end,
    attempts = 0, retry_at = null, failure = '', updated = now()
where lane = $1::smallint and id = $2::text and status = 'suspended'
returning true
