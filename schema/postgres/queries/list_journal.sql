-- Lane, session, after which revision, how many.
select session, revision, event, cause, kind, name, outcome, states_left, states_entered, at,
       payload, invocation, answers
from journal
where lane = $1::smallint and session = $2::text and revision > $3::bigint
order by lane, session, revision, number
limit $4::bigint
