insert into version (version, name) values ($1::int, $2::text) on conflict do nothing
