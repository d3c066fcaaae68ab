-- What sessions can be found by, where that changed: lane, ids, attributes.
update session s set indexed = x.indexed::jsonb
from (select unnest($2::text[]) as id, unnest($3::text[]) as indexed) x
where s.lane = $1::smallint and s.id = x.id
