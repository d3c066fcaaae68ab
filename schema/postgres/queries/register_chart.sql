-- name, version, shape, behaviour, definition, node. Gives the shape that is known then; no row where somebody else
-- registers it at this moment: ask again. What is known with another shape stays as it is.
with registered as (
  insert into chart (name, version, shape, behaviour, definition, node)
  values ($1::text, $2::bigint, $3::text, $4::text, $5::text, $6::text)
  on conflict (name, version) do update
  set behaviour = excluded.behaviour, definition = excluded.definition, node = excluded.node, registered = now()
  where chart.shape = excluded.shape
    and (chart.behaviour, chart.definition) is distinct from (excluded.behaviour, excluded.definition)
  returning shape
)
select shape from registered
union all
select shape from chart
where name = $1::text and version = $2::bigint and not exists (select from registered)
