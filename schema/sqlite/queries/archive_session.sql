-- The target's columns in the order of `session`.
INSERT INTO archive (lane, id, chart, version, status, active, state, result, revision, attempts, retry_at, failure,
                     created, updated, parent, invocation, tenant, metadata, invoked, deferred, indexed, archived)
SELECT *, ?3 FROM session WHERE lane = ?1 AND id = ?2
