-- Gives the transaction its number, before it draws any from the queue, so that its end can be asked for
-- after a lost connection. Then the store's clock.
select pg_current_xact_id()::text, now()
