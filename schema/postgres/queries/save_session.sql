-- What save_sessions does, with the same parameters, for one session: most batches of an idle system have no more, and it takes
-- a fifth less time.
with saved as (
  update session s
  set revision = ($5::bigint[])[1], active = string_to_array(($6::text[])[1], ' '), state = ($7::bytea[])[1],
      status = ($8::text[])[1], result = ($9::bytea[])[1], attempts = ($10::int[])[1],
      retry_at = ($11::timestamptz[])[1], failure = ($12::text[])[1], version = ($13::bigint[])[1],
      invoked = ($14::text[])[1], deferred = ($15::text[])[1], updated = now()
  where s.lane = $1::smallint and s.id = ($2::text[])[1] and s.revision = ($3::bigint[])[1]
    and (($4::xid[])[1] is null or s.xmin = ($4::xid[])[1])
  returning 1
)
select 1 / count(*) from saved
