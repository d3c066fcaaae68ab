-- For this month and the next two.
select add_journal_months(2)
