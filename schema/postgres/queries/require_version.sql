-- Goes before whatever a connection is borrowed for: $1 is the schema version that this build knows.
-- Dividing by zero is how a plain statement can stop all that follows it.
select 1 / (case when (select max(version) from version) = $1::int then 1 else 0 end)
