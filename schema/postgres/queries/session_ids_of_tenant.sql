-- Of a tenant: ids after, from and up to; how many; which.
select id from session
where tenant = $5::text and tenant <> '' and id > $1::text and id >= $2::text and id <= $3::text
order by id
limit $4::bigint
