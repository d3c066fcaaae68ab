alter table session set (fillfactor = 85);
