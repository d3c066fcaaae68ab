-- For operators: chart, event's name and outcome, each empty for any; from and until, each null for any; numbers after; how
-- many; revisions after; numbers up to.
select j.session, j.revision, j.event, j.cause, j.kind, j.name, j.outcome, j.states_left, j.states_entered, j.at,
       j.number, j.payload, coalesce(j.invocation, ''), j.answers, j.done_by
from journal j
where ($1::text = '' or exists (select from session s
                                where s.lane = j.lane and s.id = j.session and s.chart = $1::text))
  and ($2::text = '' or j.name = $2::text)
  and ($3::text = '' or j.outcome = $3::text)
  and ($4::timestamptz is null or j.at >= $4::timestamptz)
  and ($5::timestamptz is null or j.at < $5::timestamptz)
  and j.number > $6::bigint
  and j.revision > $8::bigint
  and j.number <= $9::bigint
order by j.number
limit $7::bigint
