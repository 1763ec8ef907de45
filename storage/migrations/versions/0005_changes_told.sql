-- Changes of a dialogue are told to those who were told of it.

ALTER TABLE broadcast ADD COLUMN besides JSONB DEFAULT '[]'::jsonb NOT NULL;

COMMENT ON COLUMN broadcast.besides IS 'people who are told the same otherwise';

ALTER TABLE broadcast ADD COLUMN was JSONB DEFAULT '[]'::jsonb NOT NULL;

COMMENT ON COLUMN broadcast.was IS 'the schedules that its people may believe in';

CREATE INDEX outbox_told_idx ON outbox (commune_id, broadcast_id, person_id) WHERE broadcast_id is not null;
