DELETE FROM timer WHERE lane = ?1 AND number = ?2
