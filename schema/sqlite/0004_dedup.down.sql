DROP TABLE dedup;
