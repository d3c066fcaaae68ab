-- What is drawn from now on is higher than $1. With room, since others may draw between the look and the change.
select setval('queue_number', $1::bigint + 1000000) from queue_number where last_value <= $1::bigint
