-- Whether there is a row: numbers after, up to; from and until, each null for any. As one that is read until the first
-- row, of a plan for all: the planner would have it that the first is soon found without any index.
with these as materialized (
  select 1
  from journal
  where number > $1::bigint and number <= $2::bigint
    and ($3::timestamptz is null or at >= $3::timestamptz)
    and ($4::timestamptz is null or at < $4::timestamptz)
)
select (exists (select from these))::int::bigint
