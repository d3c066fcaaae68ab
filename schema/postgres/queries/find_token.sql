-- Who has the token of this hash, if it is good, and whether it accepts that event. Not on a lane's path: the
-- secret does not tell the lane. What it says is asked again by redeem_token.
select t.lane, t.session, $2::text = any (t.accepts)
from token t
where t.hash = $1::bytea and t.used is null and (t.expires is null or t.expires > now())
  and exists (select from session s
              where s.lane = t.lane and s.id = t.session and s.status not in ('done', 'cancelled'))
