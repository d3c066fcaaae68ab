fetch 200 from transferred
