-- Each in place of one that its session has under that name: lane; then what is new.
insert into token (lane, session, name, hash, accepts, expires)
select $1::smallint, x.session, x.name, x.hash, string_to_array(x.accepts, chr(10)), x.expires
from unnest($2::text[], $3::text[], $4::bytea[], $5::text[], $6::timestamptz[])
     x (session, name, hash, accepts, expires)
on conflict (lane, session, name) do update
set hash = excluded.hash, accepts = excluded.accepts, expires = excluded.expires, used = null
