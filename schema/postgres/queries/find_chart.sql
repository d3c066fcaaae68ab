-- name, version
select name, version, shape, behaviour, node, registered, definition
from chart
where name = $1::text and version = $2::bigint
