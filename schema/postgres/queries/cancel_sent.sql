-- Takes back events that a session sent under an id: lane, session, send id. How many. What a batch holds is
-- passed over, for that is being handled.
with timers as (
  select ctid from timer
  where lane = $1::smallint and sender = $2::text and send_id = $3::text and kind = 'event'
  for update skip locked
), events as (
  select ctid from event
  where lane = $1::smallint and sender = $2::text and send_id = $3::text and kind = 'event'
  for update skip locked
), no_timers as (
  delete from timer where lane = $1::smallint and ctid = any (array(select ctid from timers)) returning 1
), no_events as (
  delete from event where lane = $1::smallint and ctid = any (array(select ctid from events)) returning 1
)
select (select count(*) from no_timers) + (select count(*) from no_events)
