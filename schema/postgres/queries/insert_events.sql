-- Queues events that are due, in the order given.
insert into event (lane, id, kind, session, sender, name, payload, send_id, cause, invocation)
select x.lane, x.id, x.kind, x.session, x.sender, x.name, x.payload, x.send_id, x.cause, x.invocation
from unnest($1::smallint[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bytea[],
            $8::text[], $9::uuid[], $10::text[])
     x (lane, id, kind, session, sender, name, payload, send_id, cause, invocation)
