-- Lane, ids after, how many to look at, microseconds since they ended, whether to archive. How many were looked
-- at, the last of them, how many are gone.
with page as (
  select id, status, updated
  from session
  where lane = $1::smallint and id > $2::text collate "C"
  order by id
  limit $3::bigint
), old as (
  select p.id
  from page p
  where p.status in ('done', 'cancelled')
    and p.updated < now() - make_interval(secs => $4::bigint / 1000000.0)
    and not exists (select from event e where e.lane = $1::smallint and e.session = p.id)
    and not exists (select from timer t where t.lane = $1::smallint and t.session = p.id)
), gone as (
  delete from session s using old o
  where s.lane = $1::smallint and s.id = o.id
  returning s.*
), kept as (
  -- The target's columns in the order of `session`.
  insert into archive (lane, id, chart, version, created, parent, invocation, tenant, metadata, status, attempts,
                       retry_at, failure, result, invoked, deferred, active, updated, revision, state, indexed,
                       archived)
  select g.*, now() from gone g where $5::int <> 0
), forgotten as (
  delete from snapshot s using gone g
  where s.lane = $1::smallint and s.session = g.id
), apart as (
  delete from blob b using gone g
  where b.lane = $1::smallint and b.session = g.id
  returning b.*
), kept_apart as (
  -- The target's columns in the order of `blob`.
  insert into archive_blob (lane, session, digest, revision, bytes, archived)
  select a.*, now() from apart a where $5::int <> 0
)
select (select count(*) from page), coalesce((select max(id) from page), ''), (select count(*) from gone)
