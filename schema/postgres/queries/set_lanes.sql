-- As many lanes as $1 says, in place of the first migration's default. Before anything is queued.
with removed as (
  delete from lane where lane >= $1::int
)
insert into lane (lane) select generate_series(0, $1::int - 1) on conflict do nothing
