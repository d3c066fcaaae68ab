UPDATE lane SET touched = ?2 WHERE lane = ?1
