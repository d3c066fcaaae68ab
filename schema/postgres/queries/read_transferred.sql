-- Sessions of these ids, of a chart, in a state, of a tenant, each where it is not empty.
declare transferred no scroll cursor for
select id, chart, version, status, active, state, result, revision, attempts, retry_at, failure, created,
       updated, parent, invocation, tenant, invoked, deferred, metadata::text, indexed::text, lane
from session
where (cardinality($1::text[]) = 0 or id = any ($1::text[]))
  and ($2::text = '' or chart = $2::text)
  and ($3::text = '' or $3::text = any (active))
  and ($4::text = '' or tenant = $4::text)
order by id
