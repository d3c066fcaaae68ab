-- Of the sessions of read_transferred, in the order of writing.
declare transferred_journal no scroll cursor for
select session, revision, event, cause, kind, name, outcome, states_left, states_entered, at, number, payload,
       coalesce(invocation, ''), answers, done_by
from journal
where session in (
  select id
  from session
  where (cardinality($1::text[]) = 0 or id = any ($1::text[]))
    and ($2::text = '' or chart = $2::text)
    and ($3::text = '' or $3::text = any (active))
    and ($4::text = '' or tenant = $4::text)
)
order by session, number
