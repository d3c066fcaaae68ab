-- Of service ?1, in state ?2, each where it is not empty; ?3 of them, behind session ?4 and invocation ?5; of invocation ?6
-- where it is not empty.
SELECT id, session, invocation, service, arguments, cause, attempts, backoff, backoff_limit, timeout,
       state, due, attempt, fence, worker, deadline, checkpoint, done, progress, failure, created
FROM job
WHERE (?1 = '' OR service = ?1) AND (?2 = '' OR state = ?2) AND (session, invocation) > (?4, ?5)
  AND (?6 = '' OR invocation = ?6)
ORDER BY session, invocation
LIMIT ?3
