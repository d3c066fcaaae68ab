-- Takes the first $2 events out of the queue of a lane that this transaction has locked, in no order; none where the tenure of
-- key $3 is over, nor where timers are due, unless $4: they were moved. By ctid: a sixth faster than by key, measured. The
-- first timer, not any that is due: whatever the planner knows of the table, one index alone has them in this order.
delete from event
where ctid = any (array(select ctid from event
                        where lane = $1::smallint
                          and sequence > (select mark from lane
                                          where lane = $1::smallint and held and key = $3::bigint)
                          and ($4::boolean
                               or ((select due from timer where lane = $1::smallint
                                    order by due limit 1) <= now()) is not true)
                        order by sequence
                        limit $2::bigint))
  and lane = $1::smallint
returning sequence, id, kind, session, sender, name, payload, send_id, cause, invocation, chart, queued
