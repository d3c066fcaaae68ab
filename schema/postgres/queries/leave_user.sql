-- The path and the planner are again as our own statements want them.
select set_config('search_path', quote_ident(current_setting('perdure.schema')), true),
       set_config('enable_seqscan', 'off', true),
       set_config('enable_hashjoin', 'off', true),
       set_config('enable_mergejoin', 'off', true),
       set_config('jit', 'off', true),
       set_config('plan_cache_mode', 'force_generic_plan', true)
