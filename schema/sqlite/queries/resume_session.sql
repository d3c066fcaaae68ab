UPDATE session
SET status = CASE revision WHEN 0 THEN 'starting' ELSE 'running' END, attempts = 0, retry_at = NULL, failure = '',
    updated = ?3
WHERE lane = ?1 AND id = ?2 AND status = 'suspended'
