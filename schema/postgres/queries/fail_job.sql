-- Lane, session, invocation, fence, why, whether for good, and the id of the event that may tell of it.
select fail_job($1::smallint, $2::text, $3::text, $4::bigint, $5::text, $6::boolean, $7::uuid)
