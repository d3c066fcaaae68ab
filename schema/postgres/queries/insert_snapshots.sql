-- Lane, sessions, revisions, versions, states, times.
insert into snapshot (lane, session, revision, version, state, at)
select $1::smallint, unnest($2::text[]), unnest($3::bigint[]), unnest($4::bigint[]), unnest($5::bytea[]),
       unnest($6::timestamptz[])
on conflict do nothing
