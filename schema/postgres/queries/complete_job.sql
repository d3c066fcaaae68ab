-- Lane, session, invocation, fence, result, and the id of the event that tells of it.
select complete_job($1::smallint, $2::text, $3::text, $4::bigint, $5::bytea, $6::uuid)
