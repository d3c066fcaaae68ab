-- Lane, session, digest.
select bytes
from blob
where lane = $1::smallint and session = $2::text and digest = $3::bytea
