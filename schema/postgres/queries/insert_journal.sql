insert into journal (lane, session, revision, event, cause, kind, name, outcome, states_left,
                     states_entered, at)
select x.lane, x.session, x.revision, x.event, x.cause, x.kind, x.name, x.outcome,
       string_to_array(x.states_left, ' '), string_to_array(x.states_entered, ' '), x.at
from unnest($1::smallint[], $2::text[], $3::bigint[], $4::uuid[], $5::uuid[], $6::text[], $7::text[],
            $8::text[], $9::text[], $10::text[], $11::timestamptz[])
     x (lane, session, revision, event, cause, kind, name, outcome, states_left, states_entered, at)
