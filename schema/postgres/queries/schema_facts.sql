-- The schema's version and how many lanes it has.
select (select coalesce(max(version), 0) from version)::int, (select count(*) from lane)::int
