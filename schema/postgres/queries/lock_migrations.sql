-- One migration of this schema at a time, until the transaction ends.
select pg_advisory_xact_lock(hashtextextended('perdure:' || current_setting('perdure.schema'), 0))
