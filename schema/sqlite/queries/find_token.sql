-- The token of hash ?1 if it is good at ?2, and whether it accepts ?3.
SELECT lane, session, name, instr(char(10) || accepts || char(10), char(10) || ?3 || char(10)) > 0
FROM token
WHERE hash = ?1 AND used IS NULL AND (expires IS NULL OR expires > ?2)
  AND EXISTS (SELECT 1 FROM session
              WHERE session.lane = token.lane AND session.id = token.session AND status NOT IN ('done', 'cancelled'))
