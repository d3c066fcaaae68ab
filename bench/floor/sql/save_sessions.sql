-- Ids; revisions that were read; new ones; states. Divides by zero unless every one was found.
with saved as (
  update session s set revision = x.revision, state = x.state
  from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bytea[]) x (id, read, revision, state)
  where s.id = x.id and s.revision = x.read
  returning 1
)
select 1 / (count(*) = cardinality($1::bigint[]))::int from saved
