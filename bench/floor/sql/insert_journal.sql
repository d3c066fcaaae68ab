insert into journal (session, revision, event, record)
select * from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bytea[])
