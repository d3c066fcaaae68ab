-- Wherever the events are whose event is ?1.
SELECT x.place, x.event, x.cause, x.kind, x.session, coalesce(s.chart, ''), x.name, x.at, x.outcome, x.revision,
       x.states_left, x.states_entered, x.reason, x.done_by
FROM (SELECT 'handled' AS place, lane, event, cause, kind, session, name, at, outcome, revision, states_left,
             states_entered, '' AS reason, done_by
      FROM journal WHERE event = ?1
      UNION ALL
      SELECT 'queued', lane, id, cause, kind, session, name, NULL, '', 0, '', '', '', NULL
      FROM event WHERE id = ?1
      UNION ALL
      SELECT 'waiting', target_lane, id, cause, kind, session, name, due, '', 0, '', '', '', NULL
      FROM timer WHERE id = ?1
      UNION ALL
      SELECT 'dead', lane, event, cause, kind, session, name, at, '', 0, '', '', reason, NULL
      FROM dead WHERE event = ?1) AS x
LEFT JOIN session AS s ON s.lane = x.lane AND s.id = x.session
ORDER BY x.at IS NULL, x.at, x.event
LIMIT ?2
