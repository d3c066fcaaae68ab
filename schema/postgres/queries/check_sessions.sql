-- Divides by zero unless all of these sessions are as they were: lane, ids, versions of their rows.
select 1 / (case when count(*) = cardinality($2::text[]) then 1 else 0 end)
from (select unnest($2::text[]) as id, unnest($3::xid[]) as row_version) x
     join session s on s.lane = $1::smallint and s.id = x.id and s.xmin = x.row_version
