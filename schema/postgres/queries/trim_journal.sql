-- What is of no month that there is a partition for, and so many microseconds ago; at most $2. How many.
with old as (
  delete from journal_other
  where ctid = any (array(select ctid from journal_other
                          where at < now() - make_interval(secs => $1::bigint / 1000000.0)
                          limit $2::bigint))
  returning 1
)
select count(*) from old
