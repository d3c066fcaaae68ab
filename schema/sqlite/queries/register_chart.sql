-- name, version, shape, behaviour, definition, node, now. What is known with another shape stays as it is.
INSERT INTO chart (name, version, shape, behaviour, definition, node, registered) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (name, version) DO UPDATE
SET behaviour = excluded.behaviour, definition = excluded.definition, node = excluded.node, registered = excluded.registered
WHERE chart.shape = excluded.shape
