-- By its index, since SQLite would go through the whole lane.
DELETE FROM timer INDEXED BY timer_sent
WHERE lane = ?1 AND sender = ?2 AND send_id = ?3 AND kind = ?4
