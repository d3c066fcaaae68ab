-- What is read is of one moment, whatever others commit.
begin isolation level repeatable read read only
