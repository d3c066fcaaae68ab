DELETE FROM event WHERE lane = ?1 AND sender = ?2 AND send_id = ?3 AND kind = ?4
