-- Queues dead events again, oldest first: as list_dead. How many. What somebody else has in hand is passed
-- over.
with chosen as (
  select d.lane, d.number
  from dead d
  where ($1::uuid is null or d.event = $1::uuid)
    and ($2::text = '' or (d.session = $2::text and d.lane = $4::smallint))
    and ($3::text = '' or exists (select from session s
                                  where s.lane = d.lane and s.id = d.session and s.chart = $3::text))
    and ($5::bigint = 0 or d.number < $5::bigint)
  order by d.number
  limit $6::bigint
  for update skip locked
), revived as (
  delete from dead d using chosen c
  where d.lane = c.lane and d.number = c.number
  returning d.*
), queued as (
  insert into event (lane, id, kind, session, sender, name, payload, send_id, cause, invocation, chart)
  select r.lane, r.event, r.kind, r.session, r.sender, r.name, r.payload, r.send_id, r.cause, r.invocation,
         r.chart
  from (select * from revived order by number) r
  returning 1
)
select count(*) from queued
