-- Lanes and ids of sessions.
select session, kind, key, expires
from dedup
where lane = any ($1::smallint[]) and session = any ($2::text[])
order by session, kind, key
