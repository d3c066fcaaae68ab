-- Lane; ids; revisions that were read; then what is new. Dividing by zero is how a plain statement can stop
-- all that follows it, the commit too: somebody else changed one of the sessions.
with saved as (
  update session s
  set status = x.status, revision = x.revision, active = string_to_array(x.active, ' '),
      state = x.state, result = x.result, attempts = x.attempts, retry_at = x.retry_at,
      failure = x.failure, version = x.version, updated = now()
  from unnest($2::text[], $3::bigint[], $4::text[], $5::bigint[], $6::text[], $7::bytea[], $8::bytea[],
              $9::int[], $10::timestamptz[], $11::text[], $12::bigint[])
       x (id, read, status, revision, active, state, result, attempts, retry_at, failure, version)
  where s.lane = $1::smallint and s.id = x.id and s.revision = x.read
  returning 1
)
select 1 / (case when count(*) = cardinality($2::text[]) then 1 else 0 end) from saved
