-- For operators: looks at every session.
SELECT chart, version, status, count(*)
FROM session
GROUP BY chart, version, status
ORDER BY chart, version, status
