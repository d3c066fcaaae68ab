-- Everything that Perdure keeps.
drop table version, lane, session, event, timer, journal, dead;
drop sequence queue_number;
drop function add_journal_months(int), drop_journal_month(timestamptz);
