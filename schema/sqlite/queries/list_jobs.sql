-- Of session ?1, of service ?2, in state ?3, each where it is not empty.
SELECT id, session, invocation, service, arguments, cause, attempts, backoff, backoff_limit, timeout,
       state, due, attempt, fence, worker, deadline, checkpoint, done, progress, failure, created
FROM job
WHERE (?1 = '' OR session = ?1) AND (?2 = '' OR service = ?2) AND (?3 = '' OR state = ?3)
ORDER BY session, invocation
LIMIT ?4
