SELECT id, chart, version, status, active, state, result, revision, attempts, retry_at, failure, created, updated,
       parent, invocation, tenant, invoked, deferred, metadata
FROM session WHERE lane = ?1 AND id = ?2
