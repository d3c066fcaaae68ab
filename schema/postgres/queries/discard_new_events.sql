-- Events that nobody is there for, and nobody wants: as insert_events.
insert into journal (lane, session, revision, event, cause, kind, name, outcome, states_left, states_entered,
                     at)
select x.lane, x.session, 0, x.id, x.cause, x.kind, x.name, 'discarded', '{}', '{}', now()
from unnest($1::smallint[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bytea[],
            $8::text[], $9::uuid[], $10::text[], $11::text[])
     x (lane, id, kind, session, sender, name, payload, send_id, cause, invocation, chart)
