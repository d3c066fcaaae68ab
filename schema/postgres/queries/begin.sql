-- A batch must see what the last owner of its lane committed, whatever the server's default is.
begin isolation level read committed
