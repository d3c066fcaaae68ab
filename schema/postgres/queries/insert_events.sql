-- Queues events that are due, in the order given. Arrays are taken apart in the select list: in `from`, each
-- would go through a table of its own, which takes five times as long.
insert into event (lane, id, kind, session, sender, name, payload, send_id, cause, invocation, chart)
select unnest($1::smallint[]), unnest($2::uuid[]), unnest($3::text[]), unnest($4::text[]),
       unnest($5::text[]), unnest($6::text[]), unnest($7::bytea[]), unnest($8::text[]),
       unnest($9::uuid[]), unnest($10::text[]), unnest($11::text[])
