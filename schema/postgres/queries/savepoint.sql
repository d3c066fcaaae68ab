savepoint perdure
