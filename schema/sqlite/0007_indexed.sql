-- What sessions can be found by: an object with the attributes that their chart marks `@indexed`, and null where it
-- marks none. `attribute` is the same once more, in the order of its values, so that a condition that a value is one
-- is found without looking at every session.
ALTER TABLE session ADD COLUMN indexed TEXT;
ALTER TABLE archive ADD COLUMN indexed TEXT;  -- After `archived`.

CREATE TABLE attribute (
  chart TEXT NOT NULL,
  name TEXT NOT NULL,
  value ANY NOT NULL,
  session TEXT NOT NULL,
  PRIMARY KEY (chart, name, value, session)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER session_indexed AFTER UPDATE OF indexed ON session WHEN new.indexed IS NOT old.indexed
BEGIN
  DELETE FROM attribute
  WHERE (chart, name, value, session) IN (SELECT old.chart, key, atom, old.id FROM json_each(old.indexed) WHERE atom IS NOT NULL);
  INSERT INTO attribute (chart, name, value, session)
  SELECT new.chart, key, atom, new.id FROM json_each(new.indexed) WHERE atom IS NOT NULL;
END;
CREATE TRIGGER session_purged AFTER DELETE ON session WHEN old.indexed IS NOT NULL
BEGIN
  DELETE FROM attribute
  WHERE (chart, name, value, session) IN (SELECT old.chart, key, atom, old.id FROM json_each(old.indexed) WHERE atom IS NOT NULL);
END;
