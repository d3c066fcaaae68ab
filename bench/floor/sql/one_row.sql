set client_min_messages = warning;
drop schema if exists floor cascade;
create schema floor;
create table floor.one_row (number bigint not null);
insert into floor.one_row values (0)
