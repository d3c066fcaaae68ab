-- What save_sessions does, with the same parameters, for one session: most batches of an idle system have no more, and it takes
-- a fifth less time.
with saved as (
  update session s
  set status = ($4::text[])[1], revision = ($5::bigint[])[1],
      active = string_to_array(($6::text[])[1], ' '), state = ($7::bytea[])[1],
      result = ($8::bytea[])[1], attempts = ($9::int[])[1], retry_at = ($10::timestamptz[])[1],
      failure = ($11::text[])[1], version = ($12::bigint[])[1], invoked = ($13::text[])[1],
      deferred = ($14::text[])[1], updated = now()
  where s.lane = $1::smallint and s.id = ($2::text[])[1] and s.revision = ($3::bigint[])[1]
  returning 1
)
select 1 / count(*) from saved
