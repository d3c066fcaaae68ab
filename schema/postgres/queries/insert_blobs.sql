-- Lane, sessions, digests, revisions, bytes.
insert into blob (lane, session, digest, revision, bytes)
select $1::smallint, unnest($2::text[]), unnest($3::bytea[]), unnest($4::bigint[]), unnest($5::bytea[])
on conflict do nothing
