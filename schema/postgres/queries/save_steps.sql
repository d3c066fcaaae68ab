-- Where nothing of the sessions changed but what every step does: lane; ids; revisions that were read; versions of rows that
-- were known without being read; then what is new. Dividing by zero is how a plain statement can stop all that follows it,
-- the commit too: somebody else changed one of the sessions.
with saved as (
  update session s
  set revision = x.revision, active = string_to_array(x.active, ' '), state = x.state, updated = now()
  from (select unnest($2::text[]) as id, unnest($3::bigint[]) as read, unnest($4::xid[]) as row_version,
               unnest($5::bigint[]) as revision, unnest($6::text[]) as active, unnest($7::bytea[]) as state) x
  where s.lane = $1::smallint and s.id = x.id and s.revision = x.read
    and (x.row_version is null or s.xmin = x.row_version)
  returning 1
)
select 1 / (case when count(*) = cardinality($2::text[]) then 1 else 0 end) from saved
