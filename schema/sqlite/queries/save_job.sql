INSERT OR REPLACE INTO job (lane, id, session, invocation, service, arguments, cause, attempts, backoff, backoff_limit,
                            timeout, state, due, attempt, fence, worker, deadline, checkpoint, done, progress, failure,
                            created)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)
