alter table journal drop column payload, drop column invocation, drop column answers;
drop table snapshot;
