-- The lane's clock, once the lane is locked until the transaction ends; its epoch if somebody has it; and whether it is
-- time for a sign of life.
select now(), case when held then epoch end, touched < now() - interval '300 milliseconds'
from lane where lane = $1::smallint
for update
