-- Queues the postponed events of sessions in their old places: lane, sessions.
with released as (
  delete from timer
  where lane = $1::smallint and session = any ($2::text[]) and postponed
  returning *
)
insert into event (lane, sequence, id, kind, session, sender, name, payload, send_id, cause, invocation, chart)
select lane, number, id, kind, session, sender, name, payload, send_id, cause, invocation, chart from released
