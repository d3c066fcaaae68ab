-- In a user's transaction: gives it its number, before it draws any from the queue, and makes the schema $1 the
-- only one on the path. The path as it was, and the clock in microseconds since 1970: now() may be long ago.
with before as materialized (
  select current_setting('search_path') as path, pg_current_xact_id()::text as number
)
select path, number, set_config('search_path', quote_ident($1::text), true),
       (extract(epoch from clock_timestamp()) * 1000000)::bigint
from before
