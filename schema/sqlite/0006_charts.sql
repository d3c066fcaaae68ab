-- The versions of charts that programs have run here, each with its definition (docs/formats/definition.md).
CREATE TABLE chart (
  name TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version >= 0),
  shape TEXT NOT NULL,
  behaviour TEXT NOT NULL,
  definition TEXT NOT NULL,
  node TEXT NOT NULL,  -- That registered it last, as it stands.
  registered INTEGER NOT NULL,
  PRIMARY KEY (name, version)
) STRICT, WITHOUT ROWID;
