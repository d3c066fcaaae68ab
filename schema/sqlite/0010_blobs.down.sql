DROP TABLE archive_blob;
DROP TABLE blob;
