-- With the views that show it.
alter table archive drop column indexed;
alter table session drop column indexed cascade;
