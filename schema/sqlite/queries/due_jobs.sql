-- Of service ?1 in state ?2, due at ?3: those that have waited longest.
SELECT id, session, invocation, service, arguments, cause, attempts, backoff, backoff_limit, timeout,
       state, due, attempt, fence, worker, deadline, checkpoint, done, progress, failure, created
FROM job WHERE service = ?1 AND state = ?2 AND due <= ?3
ORDER BY due
LIMIT ?4
