SELECT coalesce(max(version), 0), (SELECT count(*) FROM lane) FROM version
