-- Of the sessions of read_transferred.
declare transferred_blobs no scroll cursor for
select session, digest, revision, bytes
from blob
where session in (
  select id
  from session
  where (cardinality($1::text[]) = 0 or id = any ($1::text[]))
    and ($2::text = '' or chart = $2::text)
    and ($3::text = '' or $3::text = any (active))
    and ($4::text = '' or tenant = $4::text)
)
order by session, digest
