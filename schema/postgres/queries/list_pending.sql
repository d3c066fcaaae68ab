-- For operators: lane, session. In the order of delivery. No due time for what is due, nor for what waits
-- until its session is resumed. Before it, in one row without an id, what the session defers.
select id, kind, name, case when due > now() and due < 'infinity' then due end, send_id
from (select false as deferred, true as placed, sequence as number, id, kind, name, null::timestamptz as due, send_id
      from event
      where lane = $1::smallint and session = $2::text
      union all
      select false, postponed, number, id, kind, name, due, send_id
      from timer
      where lane = $1::smallint and sender = $2::text and session = $2::text
      union all
      select false, postponed, number, id, kind, name, due, send_id
      from timer
      where session = $2::text and sender <> session
      union all
      select true, true, 0, null, 'event', deferred, null, null
      from session
      where lane = $1::smallint and id = $2::text and deferred <> '') x
order by deferred desc, placed desc, case when not placed then due end, number
