-- Keeps events that were claimed for later, with the places they had.
insert into timer (lane, target_lane, postponed, number, id, kind, session, sender, name, payload, send_id,
                   cause, invocation, chart, due)
select $1::smallint, $1::smallint, true, x.sequence, x.id, x.kind, x.session, x.sender, x.name, x.payload,
       x.send_id, x.cause, x.invocation, x.chart, x.due
from unnest($2::bigint[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bytea[],
            $9::text[], $10::uuid[], $11::text[], $12::text[], $13::timestamptz[])
     x (sequence, id, kind, session, sender, name, payload, send_id, cause, invocation, chart, due)
