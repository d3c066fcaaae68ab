-- Another number after any other connection's commit.
PRAGMA data_version
