-- Back to dialogues that end with what was said.

DROP TABLE carried_petition;

DROP TABLE supervisor_question;

DROP TABLE commitment;

DROP TABLE conclusion_notice;

DROP INDEX petition_answered_at_idx;

DROP INDEX petition_received_idx;

DROP INDEX petition_dialogue_idx;

DROP INDEX reminder_question_idx;

DROP INDEX reminder_commitment_idx;

DELETE FROM reminder WHERE kind in ('commitment', 'question', 'report');

ALTER TABLE reminder DROP COLUMN question_id;

ALTER TABLE reminder DROP COLUMN commitment_id;

ALTER TABLE petition_entry DROP COLUMN due_on;
