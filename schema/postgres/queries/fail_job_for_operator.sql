-- Ends a job whoever holds it: lane, session, invocation, why. A worker that holds it hears that it is cancelled.
with j as (
  select * from job
  where lane = $1::smallint and session = $2::text and invocation = $3::text and state <> 'cancelled'
  for update
), told as (
  select tell_of_job(row (j.*)::job, 'failed', job_archived(left($4::text, 4000)), gen_random_uuid()) from j
), kept as (
  update job set state = 'cancelled'
  where lane = $1::smallint and session = $2::text and invocation = $3::text and state = 'running'
), removed as (
  delete from job
  where lane = $1::smallint and session = $2::text and invocation = $3::text and state = 'waiting'
)
select count(*) > 0 from told
