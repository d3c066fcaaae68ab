-- The last one up to a revision and a time: lane, session, revision, microseconds since 1970.
select revision, version, state, at
from snapshot
where lane = $1::smallint and session = $2::text and revision <= $3::bigint
  and extract(epoch from at) * 1000000 <= $4::bigint
order by revision desc
limit 1
