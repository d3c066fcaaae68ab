fetch 1000 from transferred_events
