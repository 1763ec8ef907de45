-- Back to answers that go out at once.

DROP TABLE answer_template;

DROP TABLE answer_writing;

DROP TABLE answer;

DROP INDEX petition_answered_idx;

DROP INDEX petition_late_idx;

ALTER TABLE petition DROP COLUMN late_told;
