-- Where the last step failed, or somebody had it suspended: ids after, from and up to; how many.
select id from session
where failure <> '' and id > $1::text and id >= $2::text and id <= $3::text
order by id
limit $4::bigint
