-- Event or null, session and chart or empty, lane of the session, numbers below or 0, how many, and
-- whether the oldest are first instead of the latest.
select d.number, d.event, d.kind, d.cause, d.session, d.name, d.reason, d.at, d.payload,
       coalesce(d.invocation, '')
from dead d
where ($1::uuid is null or d.event = $1::uuid)
  and ($2::text = '' or (d.session = $2::text and d.lane = $4::smallint))
  and ($3::text = '' or exists (select from session s
                                where s.lane = d.lane and s.id = d.session and s.chart = $3::text))
  and ($5::bigint = 0 or d.number < $5::bigint)
order by case when $7::boolean then d.number else -d.number end
limit $6::bigint
