-- Keys of any lane that are remembered no longer: at most $1. Gives how many.
with gone as (
  delete from dedup
  where ctid = any (array(select d.ctid
                          from lane l cross join lateral (select ctid from dedup
                                                          where lane = l.lane and expires <= now()
                                                          limit $1::bigint
                                                          for update skip locked) d
                          limit $1::bigint))
  returning 1
)
select count(*) from gone
