-- A new connection: $1 is the schema, and the only one on the path. Then what the statements rely on, whatever
-- the server's own settings are: a batch must see what the last owner of its lane committed.
select set_config('search_path', quote_ident($1::text), false),
       set_config('perdure.schema', $1::text, false),
       set_config('default_transaction_isolation', 'read committed', false),
       set_config('lock_timeout', '10s', false),
       set_config('idle_in_transaction_session_timeout', '0', false),
       set_config('client_min_messages', 'warning', false)
