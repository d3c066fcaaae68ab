-- What the statements rely on, whatever the server's own settings are: $1 is the schema, and the only one on the
-- path; $2 whether it is for this transaction only; $3 the statement timeout, or empty for the one that there is.
select set_config('search_path', quote_ident($1::text), $2::int <> 0),
       set_config('perdure.schema', $1::text, $2::int <> 0),
       set_config('default_transaction_isolation', 'read committed', $2::int <> 0),
       set_config('lock_timeout', '10s', $2::int <> 0),
       set_config('statement_timeout', coalesce(nullif($3::text, ''), current_setting('statement_timeout')),
                  $2::int <> 0),
       set_config('idle_in_transaction_session_timeout', '0', $2::int <> 0),
       set_config('client_min_messages', 'warning', $2::int <> 0)
