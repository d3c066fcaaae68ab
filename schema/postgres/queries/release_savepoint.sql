release savepoint perdure
