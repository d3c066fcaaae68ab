-- Takes a lane that has work, unless somebody has it who gave a sign of life of late: lane, owner, how many events it
-- claims at most, the key of its tenure, how many microseconds a sign of life is good for, the schema version that this
-- build knows (here, since a statement of its own costs a wake-up a twentieth of a millisecond), whether to take it without
-- any work, for what is to come. The epoch, and of an owner that did not give it back, who it was and how many it claimed.
-- The commit does not wait for the disk: what a crash of the server takes back of it, no batch can have been committed after.
with free as (
  select l.held, l.owner, l.claims
  from lane l
  where l.lane = $1::smallint
    and (select max(version) from version) = $6::int
    and (not l.held or l.touched not between now() - interval '1 microsecond' * $5::bigint
                                         and now() + interval '1 microsecond' * $5::bigint)
    and ($7::boolean
         or exists (select from event e where e.lane = $1::smallint and e.sequence > l.mark)
         or (select due from timer t where t.lane = $1::smallint order by due limit 1) <= now())
  for update of l skip locked
)
update lane l
set epoch = l.epoch + 1, held = true, owner = $2::text, claims = $3::bigint, key = $4::bigint,
    touched = clock_timestamp()
from free
where l.lane = $1::smallint
returning l.epoch, free.held, free.owner, free.claims, set_config('synchronous_commit', 'off', true)
