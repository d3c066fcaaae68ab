UPDATE session
SET status = 'suspended', failure = ?3, retry_at = NULL, updated = ?4
WHERE lane = ?1 AND id = ?2 AND status IN ('starting', 'running')
