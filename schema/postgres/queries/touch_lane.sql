-- A sign of life. Not at the transaction's own time: it may have lasted longer than others wait.
update lane set touched = clock_timestamp() where lane = $1::smallint
