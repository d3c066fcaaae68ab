-- One, which may be all that fits in memory.
fetch 1 from transferred_blobs
