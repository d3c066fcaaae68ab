-- For operators: lane and session, chart, event's name and outcome, each empty for any; from and until, each
-- null for any; numbers after; how many; revisions after; numbers up to.
select j.session, j.revision, j.event, j.cause, j.kind, j.name, j.outcome, j.states_left, j.states_entered, j.at,
       j.number, j.payload, coalesce(j.invocation, ''), j.answers, j.done_by
from journal j
where ($2::text = '' or (j.lane = $1::smallint and j.session = $2::text))
  and ($3::text = '' or exists (select from session s
                                where s.lane = j.lane and s.id = j.session and s.chart = $3::text))
  and ($4::text = '' or j.name = $4::text)
  and ($5::text = '' or j.outcome = $5::text)
  and ($6::timestamptz is null or j.at >= $6::timestamptz)
  and ($7::timestamptz is null or j.at < $7::timestamptz)
  and j.number > $8::bigint
  and j.number <= $11::bigint
  and j.revision > $10::bigint
order by j.number
limit $9::bigint
