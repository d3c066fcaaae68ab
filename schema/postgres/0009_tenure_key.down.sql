alter table lane drop column key;
