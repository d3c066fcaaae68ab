-- Of a chart, with ids greater than one: chart, id, jsonpath of the attributes, sets of states one of each of which is
-- active, limit.
select id, version, status, active, revision
from session
where chart = $1::text and id > $2::text and indexed @@ $3::text::jsonpath
  and not exists (select from unnest($4::text[]) as wanted (states) where not active && string_to_array(states, ' '))
order by id
limit $5::bigint
