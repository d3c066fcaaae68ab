-- Keeps events that are due later, in the order given.
insert into timer (lane, due, target_lane, id, kind, session, sender, name, payload, send_id, cause,
                   invocation)
select x.lane, x.due, x.target_lane, x.id, x.kind, x.session, x.sender, x.name, x.payload, x.send_id,
       x.cause, x.invocation
from unnest($1::smallint[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bytea[],
            $8::text[], $9::uuid[], $10::text[], $11::smallint[], $12::timestamptz[])
     x (target_lane, id, kind, session, sender, name, payload, send_id, cause, invocation, lane, due)
