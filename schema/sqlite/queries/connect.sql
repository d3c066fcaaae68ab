-- Each commit is on the disk when it returns; the log is folded into the file every 16 MB,
-- and as much of the file is kept in memory.
PRAGMA synchronous = FULL;
PRAGMA wal_autocheckpoint = 4000;
PRAGMA cache_size = -16000;
PRAGMA trusted_schema = OFF;
