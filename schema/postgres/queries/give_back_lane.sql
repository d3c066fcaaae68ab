-- Lane, epoch.
update lane set held = false, touched = clock_timestamp()
where lane = $1::smallint and epoch = $2::bigint
