-- Sessions of the ids ?1, an array of JSON, of chart ?2, in state ?3, of tenant ?4, each where it is not empty.
SELECT id, chart, version, status, active, state, result, revision, attempts, retry_at, failure, created, updated,
       parent, invocation, tenant, invoked, deferred, metadata, indexed
FROM session
WHERE (?1 = '[]' OR id IN (SELECT value FROM json_each(?1)))
  AND (?2 = '' OR chart = ?2)
  AND (?3 = '' OR (instr(?3, ' ') = 0 AND instr(' ' || active || ' ', ' ' || ?3 || ' ') > 0))
  AND (?4 = '' OR tenant = ?4)
ORDER BY id
