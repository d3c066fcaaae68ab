-- No row if there is one of that id: lane, id, chart, version, parameters.
insert into session (lane, id, chart, version, status, state)
values ($1::smallint, $2::text, $3::text, $4::bigint, 'starting', $5::bytea)
on conflict do nothing
returning true
