-- Locks the lane once its owner is done with it.
select from lane where lane = $1::smallint for update
