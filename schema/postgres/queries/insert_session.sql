-- No row if there is one of that id: lane, id, chart, version, parameters, parent, invocation, tenant, metadata.
insert into session (lane, id, chart, version, status, state, parent, invocation, tenant, metadata)
values ($1::smallint, $2::text, $3::text, $4::bigint, 'starting', $5::bytea,
        nullif($6::text, ''), nullif($7::text, ''), $8::text, $9::text::jsonb)
on conflict do nothing
returning true
