UPDATE lane SET epoch = epoch + 1, held = 1, owner = ?2, claims = ?3, touched = ?4 WHERE lane = ?1
RETURNING epoch
