-- 0: none of the migrations, in a schema that has our tables.
select coalesce(max(version), 0)::int from version
