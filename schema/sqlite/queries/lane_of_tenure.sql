-- No row if the tenure is over.
SELECT touched FROM lane WHERE lane = ?1 AND epoch = ?2 AND held = 1
