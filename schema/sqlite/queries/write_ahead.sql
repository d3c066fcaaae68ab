-- Readers never wait for a writer, nor it for them. Kept in the file from then on.
PRAGMA journal_mode = WAL
