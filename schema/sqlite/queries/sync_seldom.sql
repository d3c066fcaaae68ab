-- What is committed outlives the process, not the machine.
PRAGMA synchronous = NORMAL
