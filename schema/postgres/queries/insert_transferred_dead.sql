insert into dead (lane, event, kind, session, sender, name, payload, send_id, cause, invocation, chart, reason, at)
select unnest($1::smallint[]), unnest($2::uuid[]), unnest($3::text[]), unnest($4::text[]), unnest($5::text[]),
       unnest($6::text[]), unnest($7::bytea[]), unnest($8::text[]), unnest($9::uuid[]), unnest($10::text[]),
       unnest($11::text[]), unnest($12::text[]), unnest($13::timestamptz[])
