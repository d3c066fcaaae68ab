-- Takes back what sessions of this lane sent to sessions of this lane and was not claimed.
delete from event e
using unnest($2::text[], $3::text[], $4::text[]) x (sender, kind, send_id)
where e.lane = $1::smallint and e.sender = x.sender and e.kind = x.kind and e.send_id = x.send_id
