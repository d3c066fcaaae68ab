ALTER TABLE journal DROP COLUMN answers;
ALTER TABLE journal DROP COLUMN invocation;
ALTER TABLE journal DROP COLUMN payload;
DROP TABLE snapshot;
