-- Results made public, and how content people are with a dialogue as a whole.

CREATE TABLE publication (
    commune_id INTEGER NOT NULL,
    petition_id BIGINT NOT NULL,
    decision TEXT NOT NULL,
    text TEXT DEFAULT '' NOT NULL,
    answer TEXT DEFAULT '' NOT NULL,
    photos JSONB DEFAULT '[]'::jsonb NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    mark TEXT NOT NULL,
    decided_by BIGINT NOT NULL,
    decided_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT publication_pkey PRIMARY KEY (commune_id, petition_id),
    CONSTRAINT publication_commune_id_petition_id_fkey FOREIGN KEY(commune_id, petition_id) REFERENCES petition (commune_id, id)
);

COMMENT ON COLUMN publication.decision IS 'approved or left-out';

COMMENT ON COLUMN publication.text IS 'what was asked, as it may be shown to everybody';

COMMENT ON COLUMN publication.photos IS 'those chosen to be shown, each with the picture made of it';

COMMENT ON COLUMN publication.reason IS 'why it is left out';

COMMENT ON COLUMN publication.mark IS 'of what was decided on: what has changed since is looked at again';

CREATE TABLE public_dialogue (
    commune_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    title TEXT DEFAULT '' NOT NULL,
    held_on DATE,
    venue TEXT DEFAULT '' NOT NULL,
    rated INTEGER,
    average SMALLINT,
    published_at TIMESTAMP WITH TIME ZONE NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT public_dialogue_pkey PRIMARY KEY (commune_id, id)
);

COMMENT ON COLUMN public_dialogue.id IS 'of the dialogue; 0 for what belongs to none';

COMMENT ON COLUMN public_dialogue.rated IS 'how many have said whether they are content; null while they are too few';

COMMENT ON COLUMN public_dialogue.average IS 'of their scores, in tenths';

CREATE TABLE public_item (
    commune_id INTEGER NOT NULL,
    code TEXT NOT NULL,
    dialogue_id INTEGER NOT NULL,
    topic TEXT NOT NULL,
    hamlet TEXT DEFAULT '' NOT NULL,
    department TEXT NOT NULL,
    state TEXT NOT NULL,
    due_on DATE,
    received_on DATE NOT NULL,
    answered_on DATE,
    several BOOLEAN DEFAULT false NOT NULL,
    people INTEGER,
    text TEXT NOT NULL,
    answer TEXT NOT NULL,
    photos JSONB DEFAULT '[]'::jsonb NOT NULL,
    sought TEXT NOT NULL,
    published_at TIMESTAMP WITH TIME ZONE NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    corrected_at TIMESTAMP WITH TIME ZONE,
    withdrawn_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT public_item_pkey PRIMARY KEY (commune_id, code),
    CONSTRAINT public_item_commune_id_dialogue_id_fkey FOREIGN KEY(commune_id, dialogue_id) REFERENCES public_dialogue (commune_id, id)
);

COMMENT ON COLUMN public_item.state IS 'late is computed';

COMMENT ON COLUMN public_item.several IS 'whether more than one raised it';

COMMENT ON COLUMN public_item.people IS 'how many, where they are enough to stay unknown';

COMMENT ON COLUMN public_item.photos IS 'hashes of pictures made to be shown';

COMMENT ON COLUMN public_item.sought IS 'its words without marks, a blank on both sides of each';

COMMENT ON COLUMN public_item.withdrawn_at IS 'since then nothing but its code is known';

CREATE INDEX public_item_shown_idx ON public_item (commune_id, dialogue_id, code) WHERE withdrawn_at is null;

CREATE INDEX public_item_unsettled_idx ON public_item (commune_id, code) WHERE withdrawn_at is null and state in ('promised', 'beyond', 'open');

CREATE TABLE survey (
    commune_id INTEGER NOT NULL,
    dialogue_id INTEGER NOT NULL,
    person_id BIGINT NOT NULL,
    asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
    score SMALLINT,
    note TEXT DEFAULT '' NOT NULL,
    answered_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT survey_pkey PRIMARY KEY (commune_id, dialogue_id, person_id),
    CONSTRAINT survey_commune_id_dialogue_id_fkey FOREIGN KEY(commune_id, dialogue_id) REFERENCES dialogue (commune_id, id),
    CONSTRAINT survey_commune_id_person_id_fkey FOREIGN KEY(commune_id, person_id) REFERENCES person (commune_id, id)
);

COMMENT ON COLUMN survey.person_id IS 'who took part and was asked';
