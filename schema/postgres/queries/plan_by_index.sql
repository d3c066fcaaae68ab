-- A worker's statements are all meant to follow an index; stale statistics of tables that fill and empty within a
-- second would make the planner think otherwise at the worst moment. Rows are looked up by their keys, for which a bitmap of
-- each would be made where pages are thought to be far apart. $1: for this transaction only.
select set_config('enable_seqscan', 'off', $1::int <> 0),
       set_config('enable_hashjoin', 'off', $1::int <> 0),
       set_config('enable_mergejoin', 'off', $1::int <> 0),
       set_config('random_page_cost', '1', $1::int <> 0),
       set_config('jit', 'off', $1::int <> 0),
       set_config('plan_cache_mode', 'force_generic_plan', $1::int <> 0)
