-- The last number that anybody has drawn, there or not: a look at one row of a sequence. Then the transaction that begins
-- next, and the first that is at work.
select coalesce(pg_sequence_last_value(pg_get_serial_sequence('journal', 'number')::regclass), 0),
       pg_snapshot_xmax(pg_current_snapshot())::text::bigint, pg_snapshot_xmin(pg_current_snapshot())::text::bigint
