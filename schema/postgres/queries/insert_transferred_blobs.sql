insert into blob (lane, session, digest, revision, bytes)
select *
from unnest($1::smallint[], $2::text[], $3::bytea[], $4::bigint[], $5::bytea[])
