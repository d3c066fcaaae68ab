-- Takes back what sessions of this lane sent and is not due yet.
delete from timer t
using unnest($2::text[], $3::text[], $4::text[]) x (sender, kind, send_id)
where t.lane = $1::smallint and t.sender = x.sender and t.kind = x.kind and t.send_id = x.send_id
