drop table version, lane, session, event, timer, journal, dead
