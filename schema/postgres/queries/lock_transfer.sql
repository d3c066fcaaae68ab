-- One at a time: numbers are drawn for all, and raised.
select pg_advisory_xact_lock(hashtextextended('perdure transfer ' || current_schema(), 0))
