insert into timer (lane, number, id, kind, session, sender, name, payload, send_id, cause, invocation, chart, due,
                   target_lane, postponed)
select x.lane, x.number, x.id, x.kind, x.session, x.sender, x.name, x.payload, x.send_id, x.cause, x.invocation,
       x.chart, x.due, x.target_lane, x.postponed <> 0
from unnest($1::smallint[], $2::bigint[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bytea[],
            $9::text[], $10::uuid[], $11::text[], $12::text[], $13::timestamptz[], $14::smallint[], $15::int[])
     x (lane, number, id, kind, session, sender, name, payload, send_id, cause, invocation, chart, due, target_lane,
        postponed)
