-- For operators: looks at every session.
select chart, version, status, count(*)
from session
group by chart, version, status
order by chart collate "C", version, status
