-- Of the sessions of read_transferred: what has its place in a queue, behind it what is due later, and behind that
-- what is dead.
declare transferred_events no scroll cursor for
select session, place, id, kind, nullif(sender, session), name, payload, send_id, cause, invocation, chart, at, reason
from (select session, 0 as part, 'queued' as place, sequence as number, id, kind, sender, name, payload, send_id,
             cause, invocation, chart, queued as at, '' as reason
      from event
      union all
      select session, (not postponed)::int, case when postponed then 'postponed' else 'later' end, number, id, kind,
             sender, name, payload, send_id, cause, invocation, chart, due, ''
      from timer
      union all
      select session, 2, 'dead', number, event, kind, sender, name, payload, send_id, cause, invocation, chart, at,
             reason
      from dead) x
where session in (
  select id
  from session
  where (cardinality($1::text[]) = 0 or id = any ($1::text[]))
    and ($2::text = '' or chart = $2::text)
    and ($3::text = '' or $3::text = any (active))
    and ($4::text = '' or tenant = $4::text)
)
order by session, part, case part when 1 then at end, case part when 1 then sender end, number
