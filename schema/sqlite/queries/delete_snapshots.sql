DELETE FROM snapshot WHERE lane = ?1 AND session = ?2
