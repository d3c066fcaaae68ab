-- Takes the journal's newest pages into its indexes. How many ranges. But not those of a partition that somebody does the
-- same to, or vacuums, which comes to the same: the server ends a vacuum of its own for who waits for the lock.
select coalesce(sum(brin_summarize_new_values(i.indexrelid::regclass)), 0)::bigint
from pg_inherits p join pg_index i on i.indrelid = p.inhrelid
     join pg_class c on c.oid = i.indexrelid join pg_am a on a.oid = c.relam
where p.inhparent = 'journal'::regclass and a.amname = 'brin'
  and not exists (select from pg_locks l
                  where l.relation = p.inhrelid and l.mode = 'ShareUpdateExclusiveLock' and l.pid <> pg_backend_pid()
                    and l.database = (select oid from pg_database where datname = current_database()))
