-- For operators: ids, causes, how many. Of what is queued, waits or is dead, which is looked through as a whole.
select x.place, x.event, x.cause, x.kind, x.session, coalesce(s.chart, ''), x.name, x.at, '', 0::bigint,
       '{}'::text[], '{}'::text[], x.reason, null::text
from (select 'queued' as place, lane, id as event, cause, kind, session, name, null::timestamptz as at, '' as reason
      from event
      where id = any ($1::uuid[]) or cause = any ($2::uuid[])
      union all
      select 'waiting', target_lane, id, cause, kind, session, name, nullif(due, 'infinity'), ''
      from timer
      where id = any ($1::uuid[]) or cause = any ($2::uuid[])
      union all
      select 'dead', lane, event, cause, kind, session, name, at, reason
      from dead
      where event = any ($1::uuid[]) or cause = any ($2::uuid[])) x
     left join session s on s.lane = x.lane and s.id = x.session
order by x.at nulls last, x.event
limit $3::bigint
