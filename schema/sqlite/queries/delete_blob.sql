-- What a session names no more since revision ?4. What a snapshot of before may name stays.
DELETE FROM blob
WHERE lane = ?1 AND session = ?2 AND digest = ?3
  AND NOT EXISTS (SELECT 1
                  FROM snapshot
                  WHERE snapshot.lane = ?1 AND snapshot.session = ?2 AND snapshot.revision >= blob.revision
                    AND snapshot.revision < ?4)
