-- Lane, session, invocation, fence, lease in microseconds; checkpoint, done and text, each maybe null.
select heartbeat_job($1::smallint, $2::text, $3::text, $4::bigint, interval '1 microsecond' * $5::bigint,
                     $6::bytea, $7::double precision, $8::text)
