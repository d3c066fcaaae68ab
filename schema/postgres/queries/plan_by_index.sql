-- A worker's connection. Its statements are all meant to follow an index; stale statistics of tables that
-- fill and empty within a second would make the planner think otherwise at the worst moment.
select set_config('enable_seqscan', 'off', false),
       set_config('enable_hashjoin', 'off', false),
       set_config('enable_mergejoin', 'off', false),
       set_config('jit', 'off', false),
       set_config('plan_cache_mode', 'force_generic_plan', false)
