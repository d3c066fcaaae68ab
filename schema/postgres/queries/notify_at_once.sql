-- The same in a transaction of its own, which does not wait for the disk: with a crash a notification is lost, and so are all
-- who listen.
select pg_notify($1::text, $2::text), set_config('synchronous_commit', 'off', true)
