DROP TABLE chart;
