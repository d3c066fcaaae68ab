-- The lane's clock, once the lane is locked until the transaction ends; its epoch if somebody has it; whether it is
-- time for a sign of life; its mark; and whether that may go as far as the candidate, once all is claimed that this
-- statement could see.
select now(), case when held then epoch end, touched < now() - interval '300 milliseconds',
       mark, horizon <= pg_snapshot_xmin(pg_current_snapshot())
from lane where lane = $1::smallint
for update
