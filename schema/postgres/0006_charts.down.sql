drop table chart;
