-- Removes dead events, oldest first: as list_dead, and who does it, as retry_dead. Each leaves a row in the journal, and
-- before it one of who did it, where somebody did. How many.
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
                       states_entered, at, done_by)
  select r.lane, r.session, coalesce(s.revision, 0), entry.event, entry.cause, entry.kind, entry.name,
         entry.outcome, '{}', '{}', now(), entry.done_by
  from removed r
  left join session s on s.lane = r.lane and s.id = r.session
  cross join lateral (
    values (1, (left($8::uuid::text, 15) || right(gen_random_uuid()::text, 21))::uuid, r.event, 'event', 'discard',
            'operated', $7::text),
           (2, r.event, r.cause, r.kind, r.name, 'discarded', null)
  ) entry (place, event, cause, kind, name, outcome, done_by)
  where entry.place = 2 or $7::text is not null
  order by r.number, entry.place
)
select count(*) from removed
