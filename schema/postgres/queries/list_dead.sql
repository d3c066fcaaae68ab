select event, session, name, reason, at from dead order by at desc, number desc limit $1::bigint
