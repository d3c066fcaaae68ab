-- Of what anybody has drawn, there or not. A look at one row of a sequence.
select coalesce(pg_sequence_last_value(pg_get_serial_sequence('journal', 'number')::regclass), 0)
