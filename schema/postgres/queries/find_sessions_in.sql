-- As find_sessions, where nothing is said of attributes: chart, id, sets of states, limit.
select id, version, status, active, revision
from session
where chart = $1::text and id > $2::text
  and not exists (select from unnest($3::text[]) as wanted (states) where not active && string_to_array(states, ' '))
order by id
limit $4::bigint
