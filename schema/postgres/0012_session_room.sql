-- A session's row is mostly twice as large after its first step, and a batch may change all rows of a page at once. Where a
-- row finds no room in its page, each of its updates is written to every index.
alter table session set (fillfactor = 50);
