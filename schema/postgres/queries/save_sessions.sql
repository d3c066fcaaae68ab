-- What save_steps does, and all else that a step may change.
with saved as (
  update session s
  set revision = x.revision, active = string_to_array(x.active, ' '), state = x.state, status = x.status,
      result = x.result, attempts = x.attempts, retry_at = x.retry_at, failure = x.failure, version = x.version,
      invoked = x.invoked, deferred = x.deferred, updated = now()
  from (select unnest($2::text[]) as id, unnest($3::bigint[]) as read, unnest($4::xid[]) as row_version,
               unnest($5::bigint[]) as revision, unnest($6::text[]) as active, unnest($7::bytea[]) as state,
               unnest($8::text[]) as status, unnest($9::bytea[]) as result, unnest($10::int[]) as attempts,
               unnest($11::timestamptz[]) as retry_at, unnest($12::text[]) as failure,
               unnest($13::bigint[]) as version, unnest($14::text[]) as invoked,
               unnest($15::text[]) as deferred) x
  where s.lane = $1::smallint and s.id = x.id and s.revision = x.read
    and (x.row_version is null or s.xmin = x.row_version)
  returning 1
)
select 1 / (case when count(*) = cardinality($2::text[]) then 1 else 0 end) from saved
