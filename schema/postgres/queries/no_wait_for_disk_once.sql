-- Of this transaction nothing is lost that matters if the server crashes within moments of it.
select set_config('synchronous_commit', 'off', true)
