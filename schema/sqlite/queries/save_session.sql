UPDATE session
SET status = ?4, revision = ?5, active = ?6, state = ?7, result = ?8, attempts = ?9, retry_at = ?10, failure = ?11,
    updated = ?12, version = ?13, invoked = ?14, deferred = ?15
WHERE lane = ?1 AND id = ?2 AND revision = ?3
