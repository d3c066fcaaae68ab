-- Some of a lane's keys that are remembered no longer at ?2: at most ?3.
DELETE FROM dedup
WHERE (lane, session, kind, key) IN (SELECT lane, session, kind, key FROM dedup INDEXED BY dedup_expires
                                     WHERE lane = ?1 AND expires <= ?2 LIMIT ?3)
