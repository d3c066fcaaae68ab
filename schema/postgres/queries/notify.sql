-- Tells every process that listens in this database: the channel, and what it is told.
select pg_notify($1::text, $2::text)
