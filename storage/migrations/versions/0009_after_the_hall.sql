-- After the hall: conclusion notices, commitments, questions of the Front, what is carried into the next dialogue.

ALTER TABLE petition_entry ADD COLUMN due_on DATE;

COMMENT ON COLUMN petition_entry.due_on IS 'the day that it sets';

ALTER TABLE reminder ADD COLUMN commitment_id INTEGER;

ALTER TABLE reminder ADD COLUMN question_id INTEGER;

CREATE INDEX reminder_commitment_idx ON reminder (commune_id, commitment_id) WHERE commitment_id is not null and done_at is null;

CREATE INDEX reminder_question_idx ON reminder (commune_id, question_id) WHERE question_id is not null and done_at is null;

CREATE INDEX petition_dialogue_idx ON petition (commune_id, dialogue_id, id) WHERE dialogue_id is not null;

CREATE INDEX petition_received_idx ON petition (commune_id, received_at);

CREATE INDEX petition_answered_at_idx ON petition (commune_id, answered_at) WHERE answered_at is not null;

CREATE TABLE conclusion_notice (
    commune_id INTEGER NOT NULL,
    dialogue_id INTEGER NOT NULL,
    items JSONB NOT NULL,
    layout TEXT,
    number TEXT,
    signed_on DATE,
    signatory_title TEXT,
    signatory TEXT,
    file JSONB,
    own_file BOOLEAN DEFAULT false NOT NULL,
    drafted_at TIMESTAMP WITH TIME ZONE NOT NULL,
    drafted_by BIGINT,
    issued_at TIMESTAMP WITH TIME ZONE,
    issued_by BIGINT,
    CONSTRAINT conclusion_notice_pkey PRIMARY KEY (commune_id, dialogue_id),
    CONSTRAINT conclusion_notice_commune_id_dialogue_id_fkey FOREIGN KEY(commune_id, dialogue_id) REFERENCES dialogue (commune_id, id)
);

COMMENT ON COLUMN conclusion_notice.items IS 'what it says of each matter, in its order';

COMMENT ON COLUMN conclusion_notice.layout IS 'of the party or of the state';

COMMENT ON COLUMN conclusion_notice.file IS 'the issued version, by the hash of its content';

COMMENT ON COLUMN conclusion_notice.own_file IS 'edited by hand and sent in';

CREATE TABLE commitment (
    commune_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    dialogue_id INTEGER NOT NULL,
    petition_id BIGINT NOT NULL,
    department TEXT NOT NULL,
    words TEXT NOT NULL,
    made_on DATE NOT NULL,
    due_on DATE,
    first_due_on DATE,
    report_due_on DATE,
    asked_on DATE,
    asked_why TEXT DEFAULT '' NOT NULL,
    kept_at TIMESTAMP WITH TIME ZONE,
    kept_by BIGINT,
    note TEXT DEFAULT '' NOT NULL,
    files JSONB DEFAULT '[]'::jsonb NOT NULL,
    CONSTRAINT commitment_pkey PRIMARY KEY (commune_id, id),
    CONSTRAINT commitment_commune_id_dialogue_id_petition_id_key UNIQUE (commune_id, dialogue_id, petition_id),
    CONSTRAINT commitment_commune_id_dialogue_id_fkey FOREIGN KEY(commune_id, dialogue_id) REFERENCES dialogue (commune_id, id),
    CONSTRAINT commitment_commune_id_petition_id_fkey FOREIGN KEY(commune_id, petition_id) REFERENCES petition (commune_id, id)
);

COMMENT ON COLUMN commitment.id IS 'gapless per commune';

COMMENT ON COLUMN commitment.words IS 'what was promised, in the notice''s words';

COMMENT ON COLUMN commitment.first_due_on IS 'the day that was named first';

COMMENT ON COLUMN commitment.report_due_on IS 'until when a day is named, where the notice has none';

COMMENT ON COLUMN commitment.asked_on IS 'a new day that the department asks for';

COMMENT ON COLUMN commitment.files IS 'evidence that it was kept';

CREATE INDEX commitment_kept_idx ON commitment (commune_id, kept_at) WHERE kept_at is not null;

CREATE INDEX commitment_open_idx ON commitment (commune_id, coalesce(due_on, report_due_on), id) WHERE kept_at is null;

CREATE INDEX commitment_petition_idx ON commitment (commune_id, petition_id);

CREATE TABLE supervisor_question (
    commune_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    petition_id BIGINT NOT NULL,
    department TEXT NOT NULL,
    asked_by BIGINT NOT NULL,
    asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
    text TEXT NOT NULL,
    due_on DATE NOT NULL,
    answered_at TIMESTAMP WITH TIME ZONE,
    answered_by BIGINT,
    answer TEXT DEFAULT '' NOT NULL,
    files JSONB DEFAULT '[]'::jsonb NOT NULL,
    CONSTRAINT supervisor_question_pkey PRIMARY KEY (commune_id, id),
    CONSTRAINT supervisor_question_commune_id_petition_id_fkey FOREIGN KEY(commune_id, petition_id) REFERENCES petition (commune_id, id)
);

COMMENT ON COLUMN supervisor_question.id IS 'gapless per commune';

CREATE INDEX supervisor_question_open_idx ON supervisor_question (commune_id, due_on) WHERE answered_at is null;

CREATE INDEX supervisor_question_petition_idx ON supervisor_question (commune_id, petition_id);

CREATE TABLE carried_petition (
    commune_id INTEGER NOT NULL,
    petition_id BIGINT NOT NULL,
    from_dialogue INTEGER NOT NULL,
    into_dialogue INTEGER,
    carried_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT carried_petition_pkey PRIMARY KEY (commune_id, petition_id, from_dialogue),
    CONSTRAINT carried_petition_commune_id_petition_id_fkey FOREIGN KEY(commune_id, petition_id) REFERENCES petition (commune_id, id),
    CONSTRAINT carried_petition_from_dialogue_fkey FOREIGN KEY(commune_id, from_dialogue) REFERENCES dialogue (commune_id, id),
    CONSTRAINT carried_petition_into_dialogue_fkey FOREIGN KEY(commune_id, into_dialogue) REFERENCES dialogue (commune_id, id)
);

COMMENT ON COLUMN carried_petition.into_dialogue IS 'null as long as no dialogue follows';

CREATE INDEX carried_petition_into_idx ON carried_petition (commune_id, into_dialogue);
