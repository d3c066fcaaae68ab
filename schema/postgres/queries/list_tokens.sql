-- Lane, session.
select name, accepts, expires, used from token
where lane = $1::smallint and session = $2::text
order by name
