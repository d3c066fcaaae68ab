SELECT s.id, s.chart, s.version, s.status, s.active, s.state, s.result, s.revision, s.attempts, s.retry_at, s.failure,
       s.created, s.updated, s.parent, s.invocation, s.tenant, s.invoked, s.deferred, s.metadata,
       (SELECT count(*) FROM event WHERE event.lane = s.lane AND event.session = s.id),
       (SELECT count(*) FROM timer WHERE timer.lane = s.lane AND timer.sender = s.id AND timer.session = s.id)
         + (SELECT count(*) FROM timer WHERE timer.session = s.id AND timer.sender <> timer.session)
FROM session AS s
WHERE s.lane = ?1 AND s.id = ?2
