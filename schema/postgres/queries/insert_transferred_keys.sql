-- No event is known of them.
insert into dedup (lane, session, kind, key, event, expires)
select x.lane, x.session, x.kind, x.key, '00000000-0000-0000-0000-000000000000', x.expires
from unnest($1::smallint[], $2::text[], $3::text[], $4::text[], $5::timestamptz[]) x (lane, session, kind, key, expires)
on conflict (lane, session, kind, key) do update set event = excluded.event, expires = excluded.expires
