-- What is read from the first statement on is of one moment, whatever others commit.
BEGIN DEFERRED
