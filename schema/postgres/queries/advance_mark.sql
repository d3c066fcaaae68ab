-- Moves a lane's mark, after a claim: lane; whether it may go as far as the candidate; the number up to which
-- the claim left nothing; the last number that it saw. docs/decisions/marks.md
update lane
set mark = case when $2::boolean then least(candidate, $3::bigint) else mark end,
    candidate = case when x.next then reached else candidate end,
    horizon = case when x.next then pg_current_xact_id() else horizon end,
    reached = greatest(reached, $4::bigint)
from (select lane as of, $2::boolean and candidate <= $3::bigint
                           -- Restored from a dump of another server, whose numbers say nothing here.
                           or horizon > pg_current_xact_id() as next
      from lane where lane = $1::smallint) x
where lane = $1::smallint
