-- A petition is assigned, drafted, approved, escalated, merged, closed; answers have outcomes.

ALTER TABLE petition ADD COLUMN assigned_to BIGINT;

COMMENT ON COLUMN petition.assigned_to IS 'the officer whom the department''s head named';

ALTER TABLE petition ADD COLUMN supporting JSONB DEFAULT '[]'::jsonb NOT NULL;

COMMENT ON COLUMN petition.supporting IS 'departments that help it';

ALTER TABLE petition ADD COLUMN days_left SMALLINT;

COMMENT ON COLUMN petition.days_left IS 'working days that remained when its clock was stopped';

ALTER TABLE petition ADD COLUMN extended BOOLEAN DEFAULT false NOT NULL;

ALTER TABLE petition ADD COLUMN outcome TEXT;

COMMENT ON COLUMN petition.outcome IS 'what the answer came to: answered, resolved, promised, beyond, guided';

ALTER TABLE petition ADD COLUMN promised_on DATE;

ALTER TABLE petition ADD COLUMN merged_into BIGINT;

ALTER TABLE petition ADD COLUMN closed_at TIMESTAMP WITH TIME ZONE;

ALTER TABLE petition ADD COLUMN rated_at TIMESTAMP WITH TIME ZONE;

ALTER TABLE petition ADD COLUMN score_note TEXT DEFAULT '' NOT NULL;

UPDATE petition SET outcome = 'answered' WHERE state = 'answered';

DROP INDEX petition_open_idx;

CREATE INDEX petition_open_idx ON petition (commune_id, department, due_on) WHERE state in ('received', 'assigned', 'taken', 'asked', 'drafted', 'approved', 'escalated');

CREATE INDEX petition_merged_idx ON petition (commune_id, merged_into) WHERE merged_into is not null;
