-- Back to petitions that are taken, asked about and answered.

UPDATE petition SET state = 'taken' WHERE state in ('assigned', 'drafted', 'approved', 'escalated');

UPDATE petition SET state = 'answered' WHERE state = 'closed';

UPDATE petition SET state = 'withdrawn' WHERE state in ('merged', 'refused');

DROP INDEX petition_merged_idx;

DROP INDEX petition_open_idx;

CREATE INDEX petition_open_idx ON petition (commune_id, department, due_on) WHERE state in ('received', 'taken', 'asked');

ALTER TABLE petition DROP COLUMN score_note;

ALTER TABLE petition DROP COLUMN rated_at;

ALTER TABLE petition DROP COLUMN closed_at;

ALTER TABLE petition DROP COLUMN merged_into;

ALTER TABLE petition DROP COLUMN promised_on;

ALTER TABLE petition DROP COLUMN outcome;

ALTER TABLE petition DROP COLUMN extended;

ALTER TABLE petition DROP COLUMN days_left;

ALTER TABLE petition DROP COLUMN supporting;

ALTER TABLE petition DROP COLUMN assigned_to;
