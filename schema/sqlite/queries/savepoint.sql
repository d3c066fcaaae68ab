SAVEPOINT perdure
