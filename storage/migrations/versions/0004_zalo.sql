-- Zalo: accounts with their tokens, when somebody was last heard, ways to reach people, one person in several chats.

CREATE TABLE zalo_account (
    account_id INTEGER NOT NULL,
    app_id TEXT NOT NULL,
    oa_id TEXT,
    oa_name TEXT,
    oa_type SMALLINT,
    package TEXT,
    access_token TEXT,
    refresh_token TEXT,
    previous TEXT,
    refreshed_at TIMESTAMP WITH TIME ZONE,
    access_until TIMESTAMP WITH TIME ZONE,
    refresh_until TIMESTAMP WITH TIME ZONE,
    sends_by TEXT DEFAULT 'v3' NOT NULL,
    buttons BOOLEAN DEFAULT true NOT NULL,
    trouble TEXT,
    trouble_at TIMESTAMP WITH TIME ZONE,
    signature TEXT,
    heard_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT zalo_account_pkey PRIMARY KEY (account_id),
    CONSTRAINT zalo_account_oa_id_key UNIQUE (oa_id)
);

COMMENT ON COLUMN zalo_account.access_token IS 'encrypted';

COMMENT ON COLUMN zalo_account.refresh_token IS 'encrypted; good for one use';

COMMENT ON COLUMN zalo_account.previous IS 'the pair before, encrypted: to find out what happened when a refresh fails';

COMMENT ON COLUMN zalo_account.sends_by IS 'which version of the sending interface takes this kind of account';

COMMENT ON COLUMN zalo_account.buttons IS 'false once buttons were refused: choices are then a numbered list';

COMMENT ON COLUMN zalo_account.trouble IS 'why nothing can be sent, as a code that has words';

COMMENT ON COLUMN zalo_account.signature IS 'how the latest event was signed, or that it was not';

CREATE TABLE zalo_consent (
    state TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    verifier TEXT NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    used_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT zalo_consent_pkey PRIMARY KEY (state)
);

COMMENT ON COLUMN zalo_consent.state IS 'hash of what comes back with the consent';

COMMENT ON COLUMN zalo_consent.verifier IS 'encrypted';

CREATE TABLE channel_event (
    account_id INTEGER NOT NULL,
    delivery TEXT NOT NULL,
    name TEXT NOT NULL,
    received_at TIMESTAMP WITH TIME ZONE NOT NULL,
    payload JSONB NOT NULL,
    CONSTRAINT channel_event_pkey PRIMARY KEY (account_id, delivery)
);

CREATE INDEX channel_event_received_at_idx ON channel_event (received_at);

ALTER TABLE conversation ADD COLUMN heard_at TIMESTAMP WITH TIME ZONE;

COMMENT ON COLUMN conversation.heard_at IS 'when the person last did something here: channels let us write only for so long after it';

ALTER TABLE conversation ADD COLUMN tap_asked_at TIMESTAMP WITH TIME ZONE;

COMMENT ON COLUMN conversation.tap_asked_at IS 'when they were last asked to press once, so that they can still be written to';

ALTER TABLE outbox ADD COLUMN kind TEXT;

COMMENT ON COLUMN outbox.kind IS 'what sort of notice it is: decides the ways it may go';

ALTER TABLE outbox ADD COLUMN way TEXT DEFAULT 'chat' NOT NULL;

COMMENT ON COLUMN outbox.way IS 'how it goes: chat, template, template-phone, other-chat, hamlet-head';

ALTER TABLE outbox ADD COLUMN facts JSONB;

COMMENT ON COLUMN outbox.facts IS 'what a template is filled with';

ALTER TABLE outbox ADD COLUMN cost INTEGER;

COMMENT ON COLUMN outbox.cost IS 'in VND, as the channel charges; null where nothing is known';

ALTER TABLE outbox ADD COLUMN instead_of BIGINT;

COMMENT ON COLUMN outbox.instead_of IS 'the message that could not go the way before';

CREATE INDEX outbox_instead_of_idx ON outbox (instead_of) WHERE instead_of is not null;

CREATE INDEX outbox_charged_idx ON outbox (commune_id, sent_at) WHERE cost > 0;

ALTER TABLE broadcast ADD COLUMN closed INTEGER DEFAULT 0 NOT NULL;

COMMENT ON COLUMN broadcast.closed IS 'people left out because their channel lets nothing be sent to them';

CREATE TABLE call (
    commune_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    person_id BIGINT NOT NULL,
    about TEXT,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    trouble TEXT NOT NULL,
    outbox_id BIGINT,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE,
    done_at TIMESTAMP WITH TIME ZONE,
    done_by BIGINT,
    reached BOOLEAN,
    CONSTRAINT call_pkey PRIMARY KEY (commune_id, id),
    CONSTRAINT call_commune_id_outbox_id_key UNIQUE (commune_id, outbox_id),
    CONSTRAINT call_commune_id_person_id_fkey FOREIGN KEY (commune_id, person_id) REFERENCES person (commune_id, id)
);

CREATE INDEX call_open_idx ON call (commune_id, id) WHERE done_at is null;

CREATE TABLE link_code (
    commune_id INTEGER NOT NULL,
    code_hash TEXT NOT NULL,
    person_id BIGINT NOT NULL,
    conversation_id BIGINT NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    used_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT link_code_pkey PRIMARY KEY (commune_id, code_hash),
    CONSTRAINT link_code_commune_id_person_id_fkey FOREIGN KEY (commune_id, person_id) REFERENCES person (commune_id, id)
);

CREATE INDEX link_code_person_idx ON link_code (commune_id, person_id);

CREATE TABLE linked_chat (
    commune_id INTEGER NOT NULL,
    conversation_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    linked_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT linked_chat_pkey PRIMARY KEY (commune_id, conversation_id),
    CONSTRAINT linked_chat_commune_id_person_id_fkey FOREIGN KEY (commune_id, person_id) REFERENCES person (commune_id, id)
);

CREATE INDEX linked_chat_person_idx ON linked_chat (commune_id, person_id);

COMMENT ON COLUMN linked_chat.person_id IS 'who has more chats than one';

COMMENT ON COLUMN linked_chat.linked_at IS 'when the chat became theirs';

UPDATE conversation SET heard_at = updated_at WHERE NOT in_group;
