-- Tells every process that listens in this database; $1 is the channel, $2 the schema that has work.
select pg_notify($1::text, $2::text)
