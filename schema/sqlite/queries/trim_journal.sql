-- Of the oldest ?2 rows those from before ?1: so that it ends where the first that stays is met.
DELETE FROM journal
WHERE number IN (SELECT number FROM (SELECT number, at FROM journal ORDER BY number LIMIT ?2) WHERE at < ?1)
