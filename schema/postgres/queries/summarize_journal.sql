-- Takes the journal's newest pages into its indexes. How many ranges.
select coalesce(sum(brin_summarize_new_values(i.indexrelid::regclass)), 0)::bigint
from pg_inherits p join pg_index i on i.indrelid = p.inhrelid
     join pg_class c on c.oid = i.indexrelid join pg_am a on a.oid = c.relam
where p.inhparent = 'journal'::regclass and a.amname = 'brin'
