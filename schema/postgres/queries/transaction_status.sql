-- `in progress`, `committed`, `aborted`, or nothing for one too old to be known.
select pg_xact_status($1::text::xid8)
