-- A column is not dropped under views, and which there are is known to the file alone (queries/list_views.sql).
PRAGMA writable_schema = ON;
DELETE FROM sqlite_schema
WHERE type = 'view' AND sql LIKE 'CREATE VIEW "%" AS SELECT id, version, status, %indexed FROM session WHERE chart = %';
PRAGMA writable_schema = RESET;
DROP TRIGGER session_purged;
DROP TRIGGER session_indexed;
DROP TABLE attribute;
ALTER TABLE archive DROP COLUMN indexed;
ALTER TABLE session DROP COLUMN indexed;
