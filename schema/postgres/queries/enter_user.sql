-- For statements of the user's inside of a batch: the path and the planner are as the user's own connections
-- have them.
select count(set_config(name, reset_val, true))
from pg_settings
where name in ('search_path', 'enable_seqscan', 'enable_hashjoin', 'enable_mergejoin', 'jit',
               'plan_cache_mode')
