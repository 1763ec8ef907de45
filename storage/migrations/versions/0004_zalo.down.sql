-- Back to channels that may always be written to.

DROP TABLE linked_chat;

DROP TABLE link_code;

DROP TABLE call;

ALTER TABLE broadcast DROP COLUMN closed;

DROP INDEX outbox_charged_idx;

DROP INDEX outbox_instead_of_idx;

ALTER TABLE outbox DROP COLUMN instead_of;

ALTER TABLE outbox DROP COLUMN cost;

ALTER TABLE outbox DROP COLUMN facts;

ALTER TABLE outbox DROP COLUMN way;

ALTER TABLE outbox DROP COLUMN kind;

ALTER TABLE conversation DROP COLUMN tap_asked_at;

ALTER TABLE conversation DROP COLUMN heard_at;

DROP TABLE channel_event;

DROP TABLE zalo_consent;

DROP TABLE zalo_account;
