INSERT INTO archive_blob (lane, session, digest, revision, bytes, archived)
SELECT lane, session, digest, revision, bytes, ?3 FROM blob WHERE lane = ?1 AND session = ?2
