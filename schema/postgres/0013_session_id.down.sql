drop index session_id;
create index session_id on session (id);
