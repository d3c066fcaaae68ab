-- As list_jobs, of one session: lane ?6, id ?7.
SELECT id, session, invocation, service, arguments, cause, attempts, backoff, backoff_limit, timeout,
       state, due, attempt, fence, worker, deadline, checkpoint, done, progress, failure, created
FROM job
WHERE lane = ?6 AND session = ?7
  AND (?1 = '' OR service = ?1) AND (?2 = '' OR state = ?2) AND (session, invocation) > (?4, ?5)
ORDER BY invocation
LIMIT ?3
