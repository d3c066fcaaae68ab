DELETE FROM timer INDEXED BY timer_postponed WHERE lane = ?1 AND postponed = 1 AND session = ?2
