-- The working calendar that clerks correct, and the one by which open petitions were dated.

CREATE TABLE calendar_day (
    commune_id INTEGER NOT NULL,
    day DATE NOT NULL,
    kind TEXT NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    added_by BIGINT,
    added_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT calendar_day_pkey PRIMARY KEY (commune_id, day)
);

CREATE TABLE calendar_followed (
    commune_id INTEGER NOT NULL,
    digest TEXT NOT NULL,
    calendar JSONB NOT NULL,
    edition JSONB NOT NULL,
    version INTEGER NOT NULL,
    followed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT calendar_followed_pkey PRIMARY KEY (commune_id)
);

COMMENT ON COLUMN calendar_followed.calendar IS 'weekdays, days off and make-up days by which open petitions are dated';

COMMENT ON COLUMN calendar_followed.edition IS 'of the national days: an older program leaves it alone';

COMMENT ON COLUMN calendar_followed.version IS 'one more with every change';
