-- Remembers keys, and gives the events whose keys were not known, or known no longer. In one order, so that two
-- who send the same wait for each other and not both: lanes, sessions, kinds, keys, events, microseconds.
insert into dedup as known (lane, session, kind, key, event, expires)
select x.lane, x.session, x.kind, x.key, x.event, now() + x.remembered * interval '1 microsecond'
from unnest($1::smallint[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::bigint[])
     x (lane, session, kind, key, event, remembered)
order by x.lane, x.session collate "C", x.kind, x.key collate "C"
on conflict (lane, session, kind, key) do update
set event = excluded.event, expires = excluded.expires
where known.expires <= now()
returning event
