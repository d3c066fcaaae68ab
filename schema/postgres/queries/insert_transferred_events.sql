insert into event (lane, sequence, id, kind, session, sender, name, payload, send_id, cause, invocation, chart, queued)
select unnest($1::smallint[]), unnest($2::bigint[]), unnest($3::uuid[]), unnest($4::text[]), unnest($5::text[]),
       unnest($6::text[]), unnest($7::text[]), unnest($8::bytea[]), unnest($9::text[]), unnest($10::uuid[]),
       unnest($11::text[]), unnest($12::text[]), unnest($13::timestamptz[])
