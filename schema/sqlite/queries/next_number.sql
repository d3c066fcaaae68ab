UPDATE lane SET last_number = last_number + 1 WHERE lane = ?1 RETURNING last_number
