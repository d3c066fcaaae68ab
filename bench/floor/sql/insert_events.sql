insert into event (lane, session, payload) select * from unnest($1::int[], $2::bigint[], $3::bytea[])
