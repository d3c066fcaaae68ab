-- As list_jobs, of one session: lane ?7, id ?8.
SELECT id, session, invocation, service, arguments, cause, attempts, backoff, backoff_limit, timeout,
       state, due, attempt, fence, worker, deadline, checkpoint, done, progress, failure, created
FROM job
WHERE lane = ?7 AND session = ?8
  AND (?1 = '' OR service = ?1) AND (?2 = '' OR state = ?2) AND (session, invocation) > (?4, ?5)
  AND (?6 = '' OR invocation = ?6)
ORDER BY invocation
LIMIT ?3
