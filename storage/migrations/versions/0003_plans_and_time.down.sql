-- Back to dialogues that have a day and three states.

DROP INDEX person_hamlet_idx;

DROP INDEX outbox_broadcast_idx;

DROP INDEX outbox_bulk_address_idx;

DROP INDEX outbox_bulk_idx;

DROP INDEX outbox_waiting_idx;

CREATE INDEX outbox_waiting_idx ON outbox (account_id, address, urgency, id) WHERE sent_at is null and given_up_at is null;

ALTER TABLE outbox DROP COLUMN broadcast_id;

DROP TABLE broadcast;

DROP TABLE delegate;

DROP TABLE attendance;

DROP TABLE reminder;

DROP TABLE milestone;

ALTER TABLE dialogue DROP CONSTRAINT dialogue_commune_id_plan_id_fkey;

DROP TABLE plan;

UPDATE dialogue SET state = CASE
    WHEN state IN ('planned', 'announced', 'postponed') THEN 'planned'
    WHEN state = 'collecting' THEN 'collecting'
    ELSE 'collected' END;

UPDATE dialogue SET starts_at = coalesce(starts_at, window_to + time '00:30', created_at) WHERE starts_at IS NULL;

UPDATE dialogue SET speakers_until = starts_at WHERE speakers_until IS NULL;

COMMENT ON COLUMN dialogue.key IS 'what its file calls it; null when it was created in chat';

COMMENT ON COLUMN dialogue.starts_at IS NULL;

ALTER TABLE dialogue DROP COLUMN delegates_per_hamlet;

ALTER TABLE dialogue DROP COLUMN plan_id;

ALTER TABLE dialogue DROP COLUMN window_to;

ALTER TABLE dialogue DROP COLUMN window_from;

ALTER TABLE dialogue DROP COLUMN audience;

ALTER TABLE dialogue DROP COLUMN kind;

ALTER TABLE dialogue ALTER COLUMN speakers_until SET NOT NULL;

ALTER TABLE dialogue ALTER COLUMN starts_at SET NOT NULL;
