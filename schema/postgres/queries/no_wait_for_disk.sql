-- A notification is lost with a crash, and so are all who listen.
select set_config('synchronous_commit', 'off', false)
