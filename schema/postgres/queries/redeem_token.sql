-- Has a token used and its event queued, both or neither: no row if it is not good any more. Lane; hash; the
-- event's id, name, payload, cause or null.
with redeemed as (
  update token t
  set used = now()
  where t.lane = $1::smallint and t.hash = $2::bytea and t.used is null
    and (t.expires is null or t.expires > now())
    and $4::text = any (t.accepts)
    and exists (select from session s
                where s.lane = $1::smallint and s.id = t.session and s.status not in ('done', 'cancelled'))
  returning t.session
)
insert into event (lane, id, kind, session, sender, name, payload, cause)
select $1::smallint, $3::uuid, 'event', r.session, r.session, $4::text, $5::bytea, $6::uuid from redeemed r
returning true
