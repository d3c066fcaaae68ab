-- What sessions name no more: lane, sessions, digests, their revisions since then. What a snapshot of before may name
-- stays.
delete from blob b
using unnest($2::text[], $3::bytea[], $4::bigint[]) x (session, digest, revision)
where b.lane = $1::smallint and b.session = x.session and b.digest = x.digest
  and not exists (select
                  from snapshot s
                  where s.lane = $1::smallint and s.session = x.session and s.revision >= b.revision
                    and s.revision < x.revision)
