-- Each commit is on the disk when it returns; the log is folded into the file every 16 MB.
PRAGMA synchronous = FULL;
PRAGMA wal_autocheckpoint = 4000;
PRAGMA trusted_schema = OFF;
