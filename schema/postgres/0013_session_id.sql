-- All sessions in the order of their ids, for statements that say `lane >= 0`. All others name the lane and the id, and the
-- planner, to whom this index is as good for them as the key, must not take it: a lane's ids stand together in the key, and
-- in this one each is on a page of its own.
drop index session_id;
create index session_id on session (id) where lane >= 0;
