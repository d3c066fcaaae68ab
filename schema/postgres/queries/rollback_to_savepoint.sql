rollback to savepoint perdure
