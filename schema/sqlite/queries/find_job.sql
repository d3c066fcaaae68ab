SELECT id, session, invocation, service, arguments, cause, attempts, backoff, backoff_limit, timeout,
       state, due, attempt, fence, worker, deadline, checkpoint, done, progress, failure, created
FROM job WHERE lane = ?1 AND session = ?2 AND invocation = ?3
