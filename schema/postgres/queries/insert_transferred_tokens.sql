insert into token (lane, session, name, hash, accepts, expires, used)
select x.lane, x.session, x.name, x.hash, string_to_array(x.accepts, chr(10)), x.expires, x.used
from unnest($1::smallint[], $2::text[], $3::text[], $4::bytea[], $5::text[], $6::timestamptz[], $7::timestamptz[])
     x (lane, session, name, hash, accepts, expires, used)
