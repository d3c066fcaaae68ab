-- Of sessions to which events were given up: ids after, from and up to; how many.
select distinct session from dead
where session > $1::text and session >= $2::text and session <= $3::text
order by session
limit $4::bigint
