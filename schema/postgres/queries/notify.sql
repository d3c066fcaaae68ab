-- Tells every process that listens in this database; $1 is the schema that has work.
select pg_notify('perdure', $1::text)
