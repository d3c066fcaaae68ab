-- The lane's clock if it is free and has work: then it is ours until the transaction ends.
select now()
from lane l
where l.lane = $1::smallint
  and (exists (select from event e where e.lane = $1::smallint)
       or exists (select from timer t where t.lane = $1::smallint and t.due <= now()))
for update skip locked
