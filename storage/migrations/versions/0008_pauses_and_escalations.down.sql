-- Back to clocks that run on, and matters that nobody passed up.

DROP TABLE escalation;

DROP INDEX petition_supporting_idx;

DROP INDEX petition_stopped_idx;

ALTER TABLE petition DROP COLUMN extension_days;
