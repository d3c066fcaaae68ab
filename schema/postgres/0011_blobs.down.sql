drop table archive_blob, blob;
