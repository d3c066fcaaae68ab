alter table bench_plain_settings.session reset (fillfactor);
alter table bench_plain_settings.lane reset (fillfactor);
create table bench_plain_settings.lanes as select lane from bench_plain_settings.lane;
truncate bench_plain_settings.lane;
insert into bench_plain_settings.lane (lane) select lane from bench_plain_settings.lanes;
drop table bench_plain_settings.lanes
