-- The last one up to a revision and a time.
SELECT revision, version, state, at
FROM snapshot
WHERE lane = ?1 AND session = ?2 AND revision <= ?3 AND at <= ?4
ORDER BY revision DESC
LIMIT 1
