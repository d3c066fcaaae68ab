-- For operators: of these lanes and ids, in the order of ids, at most so many; of chart, with state active, in status, of
-- parent, of tenant, in trouble, each empty for any; created from and until, updated from and until, each null for any;
-- by a jsonpath of the attributes or null, and sets of states one of each of which is active. With what waits.
with page as (
  select s.*
  from unnest($1::smallint[], $2::text[]) as wanted (lane, id) join session s on s.lane = wanted.lane and s.id = wanted.id
  where ($4::text = '' or s.chart = $4::text)
    and ($5::text = '' or $5::text = any (s.active))
    and ($6::text = '' or s.status = $6::text)
    and ($7::text = '' or s.parent = $7::text)
    and ($8::text = '' or s.tenant = $8::text)
    and case $9::text
          when 'suspended' then s.status = 'suspended'
          when 'retrying' then s.status in ('starting', 'running') and s.failure <> ''
          when 'dead' then exists (select from dead d where d.session = s.id)
          else true
        end
    and ($10::timestamptz is null or s.created >= $10::timestamptz)
    and ($11::timestamptz is null or s.created < $11::timestamptz)
    and ($12::timestamptz is null or s.updated >= $12::timestamptz)
    and ($13::timestamptz is null or s.updated < $13::timestamptz)
    and ($14::text is null or s.indexed @@ $14::text::jsonpath)
    and not exists (select from unnest($15::text[]) as wanted (states)
                    where not s.active && string_to_array(wanted.states, ' '))
  order by s.id
  limit $3::bigint
), queued as (
  select session, count(*) from event where session in (select id from page) group by session
), timed as (
  select session, count(*) filter (where due <= now()) as due, count(*) filter (where due > now()) as later
  from (select t.session, t.due from page p join timer t on t.lane = p.lane and t.sender = p.id and t.session = p.id
        union all
        select t.session, t.due from page p join timer t on t.session = p.id and t.sender <> t.session) x
  group by session
)
select p.id, p.chart, p.version, p.status, p.active, p.state, p.result, p.revision, p.attempts, p.retry_at,
       p.failure, p.created, p.updated, p.parent, p.invocation, p.tenant, p.invoked, p.deferred, p.metadata::text,
       coalesce(q.count, 0) + coalesce(t.due, 0), coalesce(t.later, 0)
from page p left join queued q on q.session = p.id left join timed t on t.session = p.id
order by p.id
