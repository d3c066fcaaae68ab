-- For operators: ids, causes, not before or null, how many. Of what was handled.
select 'handled', j.event, j.cause, j.kind, j.session, coalesce(s.chart, ''), j.name, j.at, j.outcome, j.revision,
       j.states_left, j.states_entered, '', j.done_by
from (select lane, event, cause, kind, session, name, at, outcome, revision, states_left, states_entered, done_by
      from journal
      where (event = any ($1::uuid[]) or cause = any ($2::uuid[])) and ($3::timestamptz is null or at >= $3::timestamptz)
      order by at, event
      limit $4::bigint) j
     left join session s on s.lane = j.lane and s.id = j.session
order by j.at, j.event
