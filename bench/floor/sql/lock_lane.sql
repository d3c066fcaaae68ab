select lane from lane where lane = $1::int for update skip locked
