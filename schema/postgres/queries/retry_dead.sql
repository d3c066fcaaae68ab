-- Queues dead events again, oldest first: as list_dead. Who does it, or null, and an id of now, after which those of the
-- rows are made that tell of it in the journal. How many. What somebody else has in hand is passed over.
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
), told as (
  insert into journal (lane, session, revision, event, cause, kind, name, outcome, states_left,
                       states_entered, at, done_by)
  select r.lane, r.session, coalesce(s.revision, 0), (left($8::uuid::text, 15) || right(gen_random_uuid()::text, 21))::uuid,
         r.event, 'event', 'retry', 'operated', '{}', '{}', now(), $7::text
  from revived r left join session s on s.lane = r.lane and s.id = r.session
  where $7::text is not null
  order by r.number
)
select count(*) from queued
