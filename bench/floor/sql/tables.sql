set client_min_messages = warning;
drop schema if exists floor cascade;
create schema floor;
create table floor.lane (lane int primary key);
insert into floor.lane select generate_series(0, {lanes} - 1);
create table floor.session (
  id bigint primary key, revision bigint not null default 0, state bytea not null
) with (fillfactor = 75);
-- A state holds, for each sender, the last of its numbers that was seen: so a loss of order shows.
insert into floor.session (id, state)
select g, decode(repeat('00', {state_bytes}), 'hex') from generate_series(0, {sessions} - 1) g;
create table floor.event (
  lane int not null, number bigint generated always as identity, session bigint not null,
  payload bytea not null, primary key (lane, number)
);
-- Sender, its number, and what fills the rest.
insert into floor.event (lane, session, payload)
select s % {lanes}, s, int8send(0) || int8send(g) || decode(repeat('50', {event_bytes} - 16), 'hex')
from (select g, (random() * ({sessions} - 1))::bigint s from generate_series(1, {events}) g) x;
create table floor.journal (
  session bigint not null, revision bigint not null, event bigint not null, record bytea not null
);
vacuum analyze floor.session;
vacuum analyze floor.event;
vacuum analyze floor.lane;
checkpoint
