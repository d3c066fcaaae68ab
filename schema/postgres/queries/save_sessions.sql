-- Lane; ids; revisions that were read; then what is new. Dividing by zero is how a plain statement can stop
-- all that follows it, the commit too: somebody else changed one of the sessions.
with saved as (
  update session s
  set status = x.status, revision = x.revision, active = string_to_array(x.active, ' '),
      state = x.state, result = x.result, attempts = x.attempts, retry_at = x.retry_at,
      failure = x.failure, version = x.version, invoked = x.invoked, deferred = x.deferred,
      updated = now()
  from (select unnest($2::text[]) as id, unnest($3::bigint[]) as read, unnest($4::text[]) as status,
               unnest($5::bigint[]) as revision, unnest($6::text[]) as active,
               unnest($7::bytea[]) as state, unnest($8::bytea[]) as result,
               unnest($9::int[]) as attempts, unnest($10::timestamptz[]) as retry_at,
               unnest($11::text[]) as failure, unnest($12::bigint[]) as version,
               unnest($13::text[]) as invoked, unnest($14::text[]) as deferred) x
  where s.lane = $1::smallint and s.id = x.id and s.revision = x.read
  returning 1
)
select 1 / (case when count(*) = cardinality($2::text[]) then 1 else 0 end) from saved
