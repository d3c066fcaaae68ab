-- Events that wait; steps that the sessions ran; rows of the journal.
select (select count(*) from event), (select sum(revision)::bigint from session),
       (select count(*) from journal)
