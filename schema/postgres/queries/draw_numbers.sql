-- So many numbers of the queue, after the transaction has its own (see the table `event`).
select nextval('queue_number') from generate_series(1, $1::bigint)
