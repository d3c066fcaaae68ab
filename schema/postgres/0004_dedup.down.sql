drop table dedup;
