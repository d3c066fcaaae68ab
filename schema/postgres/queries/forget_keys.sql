-- Some keys of these lanes that are remembered no longer: at most $2.
delete from dedup
where ctid = any (array(select ctid from dedup
                        where lane = any ($1::smallint[]) and expires <= now()
                        limit $2::bigint
                        for update skip locked))
