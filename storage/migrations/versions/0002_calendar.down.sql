DROP TABLE calendar_followed;
DROP TABLE calendar_day;
