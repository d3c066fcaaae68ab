-- What an operator did: lane, session, its id, the event that it is about or null, its name, a job or empty, who.
insert into journal (lane, session, revision, event, cause, kind, name, outcome, states_left, states_entered, at, invocation,
                     done_by)
values ($1::smallint, $2::text,
        coalesce((select revision from session where lane = $1::smallint and id = $2::text), 0),
        $3::uuid, $4::uuid, 'event', $5::text, 'operated', '{}', '{}', now(), nullif($6::text, ''), $7::text)
