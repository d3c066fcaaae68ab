-- Makes the sessions that a batch's steps invoke, with their first steps queued; where there is one of that id
-- already, its parent's event instead. By id, so that batches that want the same ones do not wait in a circle.
with asked as materialized (
  select unnest($1::smallint[]) as lane, unnest($2::text[]) as id, unnest($3::text[]) as chart,
         unnest($4::bigint[]) as version, unnest($5::bytea[]) as params, unnest($6::text[]) as parent,
         unnest($7::text[]) as invocation, unnest($8::text[]) as tenant, unnest($9::uuid[]) as start,
         unnest($10::uuid[]) as cause, unnest($11::smallint[]) as parent_lane,
         unnest($12::uuid[]) as otherwise, unnest($13::text[]) as kind, unnest($14::text[]) as name,
         unnest($15::bytea[]) as payload
), made as (
  insert into session (lane, id, chart, version, status, state, parent, invocation, tenant)
  select lane, id, chart, version, 'starting', params, parent, invocation, tenant
  from asked
  order by lane, id
  on conflict do nothing
  returning id
), known as (
  select *, id in (select id from made) as is_new from asked
)
insert into event (lane, id, kind, session, sender, name, payload, cause, invocation)
select case when is_new then lane else parent_lane end,
       case when is_new then start else otherwise end,
       case when is_new then 'start' else kind end,
       case when is_new then id else parent end,
       case when is_new then id else parent end,
       case when is_new then 'start' else name end,
       case when is_new then '' else payload end,
       cause,
       case when is_new then null else invocation end
from known
