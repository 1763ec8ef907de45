-- Back to acts that leave no trace but in the thread.

DROP TRIGGER person_consent_audit ON person;

DROP TRIGGER petition_entry_audit ON petition_entry;

DROP TABLE audit_seal;

DROP TABLE audit;

DROP FUNCTION audit_entry();

DROP FUNCTION audit_add_entry(petition_entry);

DROP FUNCTION audit_digest(petition_entry);

DROP FUNCTION audit_consent();

DROP FUNCTION audit_add(INTEGER, TEXT, BIGINT, TIMESTAMPTZ, BIGINT, TEXT, TEXT, BIGINT, BIGINT, BYTEA);

DROP FUNCTION audit_stays();

DROP TABLE data_request;

ALTER TABLE stored_file DROP COLUMN unused_since;

ALTER TABLE person DROP COLUMN erased_at;

ALTER TABLE person DROP COLUMN restricted_at;

ALTER TABLE petition_entry DROP COLUMN salt;
