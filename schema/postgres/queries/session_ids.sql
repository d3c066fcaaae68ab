-- All of them: ids after, from and up to; how many. The lane is for the index.
select id from session
where lane >= 0 and id > $1::text and id >= $2::text and id <= $3::text
order by id
limit $4::bigint
