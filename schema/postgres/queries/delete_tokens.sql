delete from token t
using unnest($2::text[], $3::text[]) x (session, name)
where t.lane = $1::smallint and t.session = x.session and t.name = x.name
