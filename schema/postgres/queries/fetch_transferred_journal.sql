fetch 1000 from transferred_journal
