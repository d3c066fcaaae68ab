-- The oldest, if all of it is so many microseconds ago.
select drop_journal_month(now() - make_interval(secs => $1::bigint / 1000000.0))
