-- In a user's transaction: the path is again as it was.
select set_config('search_path', $1::text, true)
