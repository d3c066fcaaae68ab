-- Gives events up that were claimed.
insert into dead (lane, event, kind, session, sender, name, payload, send_id, cause, invocation, chart,
                  reason)
select $1::smallint, x.id, x.kind, x.session, x.sender, x.name, x.payload, x.send_id, x.cause,
       x.invocation, x.chart, x.reason
from unnest($2::bigint[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bytea[],
            $9::text[], $10::uuid[], $11::text[], $12::text[], $13::text[])
     x (sequence, id, kind, session, sender, name, payload, send_id, cause, invocation, chart,
        reason)
