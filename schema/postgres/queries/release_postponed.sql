-- Queues the postponed events of sessions in their old places, which the mark may have passed: lane, sessions.
with released as (
  delete from timer
  where lane = $1::smallint and session = any ($2::text[]) and postponed
  returning *
), lowered as (
  update lane l
  set mark = x.first - 1
  from (select min(number) as first from released) x
  where l.lane = $1::smallint and l.mark >= x.first
)
insert into event (lane, sequence, id, kind, session, sender, name, payload, send_id, cause, invocation, chart)
select lane, number, id, kind, session, sender, name, payload, send_id, cause, invocation, chart from released
