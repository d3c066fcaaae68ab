-- What the own steps of sessions of this lane sent for later: lane, sessions.
delete from timer
where lane = $1::smallint and sender = any ($2::text[])
  and not postponed and cause is not null and due > now()
