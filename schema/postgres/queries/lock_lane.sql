-- The lane's clock, once the lane is locked until the transaction ends, if it is in the tenure of that key: lane, key. Whether
-- it is time for a sign of life; its mark; and whether that may go as far as the candidate, once all is claimed that this
-- statement could see; the transaction's number.
select now(), touched < now() - interval '300 milliseconds', mark,
       horizon <= pg_snapshot_xmin(pg_current_snapshot()), pg_current_xact_id()::xid
from lane where lane = $1::smallint and held and key = $2::bigint
for update
