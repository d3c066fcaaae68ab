-- Lanes and ids of sessions.
select session, name, hash, accepts, expires, used
from token
where lane = any ($1::smallint[]) and session = any ($2::text[])
order by session, name
