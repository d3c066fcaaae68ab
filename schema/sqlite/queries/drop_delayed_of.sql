-- What a session's own steps sent for later. By its index, since SQLite would go through the whole lane.
DELETE FROM timer INDEXED BY timer_sent
WHERE lane = ?1 AND sender = ?2 AND postponed = 0 AND cause IS NOT NULL AND due > ?3
