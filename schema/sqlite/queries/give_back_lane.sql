UPDATE lane SET held = 0 WHERE lane = ?1 AND epoch = ?2
