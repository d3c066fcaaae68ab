-- What is drawn in a lane from now on is higher.
UPDATE lane SET last_number = max(last_number, ?2) WHERE lane = ?1
