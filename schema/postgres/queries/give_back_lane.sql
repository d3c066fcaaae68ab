-- Lane, key of the tenure.
update lane set held = false, touched = clock_timestamp()
where lane = $1::smallint and held and key = $2::bigint
