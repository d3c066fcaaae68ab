-- For operators: causes, lanes and ids of the sessions that handled them, how many. As find_unhandled, of what they caused:
-- what waits lives with its sender, but for what was put off.
with sender as (
  select distinct lane, id from unnest($2::smallint[], $3::text[]) as one (lane, id)
)
select x.place, x.event, x.cause, x.kind, x.session, coalesce(s.chart, ''), x.name, x.at, '', 0::bigint,
       '{}'::text[], '{}'::text[], x.reason, null::text
from (select 'queued' as place, lane, id as event, cause, kind, session, name, null::timestamptz as at, '' as reason
      from event
      where cause = any ($1::uuid[])
      union all
      select 'waiting', t.target_lane, t.id, t.cause, t.kind, t.session, t.name, t.due, ''
      from sender join timer t on t.lane = sender.lane and t.sender = sender.id
      where t.cause = any ($1::uuid[]) and not t.postponed
      union all
      select 'waiting', target_lane, id, cause, kind, session, name, nullif(due, 'infinity'), ''
      from timer
      where cause = any ($1::uuid[]) and postponed
      union all
      select 'dead', lane, event, cause, kind, session, name, at, reason
      from dead
      where cause = any ($1::uuid[])) x
     left join session s on s.lane = x.lane and s.id = x.session
order by x.at nulls last, x.event
limit $4::bigint
