-- Lane, session, invocation, fence.
select release_job($1::smallint, $2::text, $3::text, $4::bigint)
