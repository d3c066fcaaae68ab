ROLLBACK TO perdure
