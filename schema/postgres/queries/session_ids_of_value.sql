-- Of a chart, with an attribute's value: ids after, from and up to; how many; the chart, a jsonpath. One that is empty
-- where there are many of them, which it would take long to bring into their order.
with few as materialized (
  select id from session
  where chart = $5::text and indexed @@ $6::text::jsonpath and id > $1::text and id >= $2::text and id <= $3::text
  limit 10001
), counted as (
  select count(*) > 10000 as are_many from few
)
select id from few, counted where not are_many
union all
select '' collate "C" from counted where are_many
order by id
limit $4::bigint
