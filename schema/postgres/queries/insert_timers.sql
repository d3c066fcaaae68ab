-- Keeps events that are due later, in the order given.
insert into timer (target_lane, id, kind, session, sender, name, payload, send_id, cause, invocation, chart,
                   lane, due)
select unnest($1::smallint[]), unnest($2::uuid[]), unnest($3::text[]), unnest($4::text[]),
       unnest($5::text[]), unnest($6::text[]), unnest($7::bytea[]), unnest($8::text[]),
       unnest($9::uuid[]), unnest($10::text[]), unnest($11::text[]), unnest($12::smallint[]),
       unnest($13::timestamptz[])
