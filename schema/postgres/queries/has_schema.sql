-- Whether any migration was applied.
select to_regclass('version') is not null
