-- For operators: ids, causes, how many. Wherever the events are.
select x.place, x.event, x.cause, x.kind, x.session, coalesce(s.chart, ''), x.name, x.at, x.outcome, x.revision,
       x.states_left, x.states_entered, x.reason, x.done_by
from (select 'handled' as place, lane, event, cause, kind, session, name, at, outcome, revision, states_left,
             states_entered, '' as reason, done_by
      from journal
      where event = any ($1::uuid[]) or cause = any ($2::uuid[])
      union all
      select 'queued', lane, id, cause, kind, session, name, null, '', 0, '{}', '{}', '', null
      from event
      where id = any ($1::uuid[]) or cause = any ($2::uuid[])
      union all
      select 'waiting', target_lane, id, cause, kind, session, name, nullif(due, 'infinity'), '', 0, '{}', '{}', '', null
      from timer
      where id = any ($1::uuid[]) or cause = any ($2::uuid[])
      union all
      select 'dead', lane, event, cause, kind, session, name, at, '', 0, '{}', '{}', reason, null
      from dead
      where event = any ($1::uuid[]) or cause = any ($2::uuid[])) x
     left join session s on s.lane = x.lane and s.id = x.session
order by x.at nulls last, x.event
limit $3::bigint
