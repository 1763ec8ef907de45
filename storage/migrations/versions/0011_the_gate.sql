-- The gate: messages that wait for a word of their authors, what came of alarms, and petitions whose text was erased.

CREATE TABLE held_message (
	commune_id INTEGER NOT NULL,
	conversation_id BIGINT NOT NULL,
	since TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT held_message_pkey PRIMARY KEY (commune_id, conversation_id)
);

COMMENT ON COLUMN held_message.conversation_id IS 'the chat in which a word is waited for';

CREATE INDEX held_message_since_idx ON held_message (since);

CREATE TABLE alarm_count (
	commune_id INTEGER NOT NULL,
	month DATE NOT NULL,
	alarm TEXT NOT NULL,
	ended TEXT NOT NULL,
	count INTEGER NOT NULL,
	CONSTRAINT alarm_count_pkey PRIMARY KEY (commune_id, month, alarm, ended)
);

COMMENT ON COLUMN alarm_count.month IS 'its first day';

COMMENT ON COLUMN alarm_count.ended IS 'what came of it: guided, opinion (it was false), parted, lapsed';

ALTER TABLE petition ADD COLUMN confirmed BOOLEAN DEFAULT false NOT NULL;

COMMENT ON COLUMN petition.confirmed IS 'its author was asked whether it is an opinion, and said so';

ALTER TABLE petition ADD COLUMN erased_at TIMESTAMP WITH TIME ZONE;

COMMENT ON COLUMN petition.erased_at IS 'when what it said was erased, because it was a denunciation';
