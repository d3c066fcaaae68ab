do $$
begin
  -- Asked first: `if not exists` needs the right to create schemas even where there is nothing to do.
  if to_regnamespace(quote_ident(current_setting('perdure.schema'))) is null then
    execute format('create schema %I', current_setting('perdure.schema'));
  end if;
end
$$
