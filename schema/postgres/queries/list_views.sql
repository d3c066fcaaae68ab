-- Statements that make a view for each chart, of its latest version: what is indexed in columns of its type.
-- With 1, and those that make an index for each such column.
with latest as (
  select distinct on (name) name, definition::jsonb as definition,
         case when name ~ '[.]' then '' else 'chart_' end || lower(replace(name, '.', '_')) as view
  from chart
  where definition <> ''
  order by name, version desc
), attribute as (
  select l.name as chart, l.view, f.place, f.field ->> 'name' as name,
         case coalesce(f.field -> 'type' ->> 'optional', f.field ->> 'type')
           when 'bool' then format('(indexed ->> %L)::boolean', f.field ->> 'name')
           when 'int' then format('(indexed ->> %L)::bigint', f.field ->> 'name')
           when 'float' then format('(indexed ->> %L)::double precision', f.field ->> 'name')
           when 'duration' then format('(indexed ->> %L)::bigint * interval ''1 microsecond''', f.field ->> 'name')
           when 'timestamp' then format('to_timestamp((indexed ->> %L)::bigint / 1e6)', f.field ->> 'name')
           else format('indexed ->> %L', f.field ->> 'name')
         end as expression
  from latest l
  cross join jsonb_array_elements(coalesce(l.definition -> 'params', '[]') || coalesce(l.definition -> 'data', '[]'))
    with ordinality as f (field, place)
  where f.field @> '{"indexed": true}'
), statement as (
  select name as chart, 1 as place, format('drop view if exists %I.%I', current_schema(), view) as sql from latest
  union all
  select l.name, 2, format(
    'create view %I.%I as select id, version, status, active, revision, created, updated%s, indexed from %I.session where chart = %L',
    current_schema(), l.view,
    coalesce((select string_agg(format(', %s as %I', expression, name), '' order by place)
              from attribute where chart = l.name), ''),
    current_schema(), l.name)
  from latest l
  union all
  select chart, 2 + place, format('create index if not exists %I on %I.session ((%s), id) where chart = %L',
                                  view || '_' || name, current_schema(), expression, chart)
  from attribute
  where $1::int <> 0
)
select sql from statement order by chart, place
