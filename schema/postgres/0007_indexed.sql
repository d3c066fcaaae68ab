-- What sessions can be found by: an object with the attributes that their chart marks `@indexed`, and null where it
-- marks none. Durations and timestamps are counts of microseconds. The index serves conditions that a value is one.
alter table session add column indexed jsonb;
alter table archive add column indexed jsonb;  -- After `archived`.
create index session_indexed on session using gin (indexed jsonb_path_ops) where indexed is not null;
