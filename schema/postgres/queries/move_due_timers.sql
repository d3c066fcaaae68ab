-- Queues the lane's timers that are due, in the order in which they were, at most $2. True if one went to
-- another lane. A postponed event gets its old place, which the mark may have passed.
with due as (
  delete from timer
  where lane = $1::smallint
    and number = any (array(select number from timer
                            where lane = $1::smallint and due <= now()
                            order by due, number
                            limit $2::bigint))
  returning *
), moved as (
  insert into event (lane, sequence, id, kind, session, sender, name, payload, send_id, cause, invocation, chart)
  select d.target_lane, case when d.postponed then d.number else nextval('queue_number') end,
         d.id, d.kind, d.session, d.sender, d.name, d.payload, d.send_id, d.cause, d.invocation, d.chart
  from (select * from due order by due, number) d
), lowered as (
  update lane l
  set mark = x.first - 1
  from (select min(number) as first from due where postponed) x
  where l.lane = $1::smallint and l.mark >= x.first
)
select count(*), coalesce(bool_or(target_lane <> lane), false) from due
