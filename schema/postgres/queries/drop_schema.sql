-- Refused where somebody keeps things of their own in it.
do $$
begin
  if current_setting('perdure.schema') <> 'public' then
    execute format('drop schema %I', current_setting('perdure.schema'));
  end if;
end
$$
