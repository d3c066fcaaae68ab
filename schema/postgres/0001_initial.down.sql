-- Everything that Perdure keeps.
drop table version, lane, session, event, timer, journal, dead;
drop sequence queue_number;
