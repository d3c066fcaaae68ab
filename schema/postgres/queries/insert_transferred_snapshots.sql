insert into snapshot (lane, session, revision, version, state, at)
select unnest($1::smallint[]), unnest($2::text[]), unnest($3::bigint[]), unnest($4::bigint[]), unnest($5::bytea[]),
       unnest($6::timestamptz[])
on conflict (lane, session, revision) do update
set version = excluded.version, state = excluded.state, at = excluded.at
