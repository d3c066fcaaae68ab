-- Lanes and ids of sessions.
select session, revision, version, state, at
from snapshot
where lane = any ($1::smallint[]) and session = any ($2::text[])
order by session, revision
