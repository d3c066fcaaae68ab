-- As read_transferred.
select count(*)
from session
where (cardinality($1::text[]) = 0 or id = any ($1::text[]))
  and ($2::text = '' or chart = $2::text)
  and ($3::text = '' or $3::text = any (active))
  and ($4::text = '' or tenant = $4::text)
