-- Removes dead events, oldest first: as list_dead. Each leaves a row in the journal. How many.
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
), removed as (
  delete from dead d using chosen c
  where d.lane = c.lane and d.number = c.number
  returning d.*
), told as (
  insert into journal (lane, session, revision, event, cause, kind, name, outcome, states_left,
                       states_entered, at)
  select r.lane, r.session, coalesce(s.revision, 0), r.event, r.cause, r.kind, r.name, 'discarded', '{}', '{}',
         now()
  from (select * from removed order by number) r left join session s on s.lane = r.lane and s.id = r.session
  returning 1
)
select count(*) from told
