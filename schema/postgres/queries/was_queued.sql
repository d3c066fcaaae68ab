-- Whether an event is queued, or was and has been handled: lane, lane of its sender, session, id.
select exists (select from event where lane = $1::smallint and session = $3::text and id = $4::uuid)
    or exists (select from timer where lane in ($1::smallint, $2::smallint)
                                   and session = $3::text and id = $4::uuid)
    or exists (select from journal where lane = $1::smallint and session = $3::text
                                     and event = $4::uuid)
    or exists (select from dead where lane = $1::smallint and session = $3::text
                                  and event = $4::uuid)
