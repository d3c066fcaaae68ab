SELECT revision, version, state, at FROM snapshot WHERE lane = ?1 AND session = ?2 ORDER BY revision
