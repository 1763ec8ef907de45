-- The audit log keeps itself: every entry of a petition gets its row in the transaction that makes it, whoever makes
-- it, and rows are only ever added. Made with the tables; a copy is frozen in the migration that brought it.

CREATE FUNCTION audit_add(
    of_commune INTEGER, of_subject TEXT, of_id BIGINT, moment TIMESTAMPTZ, who BIGINT, act TEXT, of_department TEXT,
    about BIGINT, of_entry BIGINT, content BYTEA
) RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE
    last_n INTEGER;
    last_hash BYTEA;
BEGIN
    -- The transaction has its number before the row has its own: seals go by that.
    PERFORM pg_current_xact_id();
    -- A petition is locked by whoever does something with it, and a transaction may concern very many of them.
    IF of_subject <> 'petition' THEN
        PERFORM pg_advisory_xact_lock(hashtextextended(concat_ws(' ', 'audit', of_commune, of_subject, of_id), 0));
    END IF;
    SELECT n, hash INTO last_n, last_hash FROM audit
    WHERE commune_id = of_commune AND subject = of_subject AND subject_id = of_id ORDER BY n DESC LIMIT 1;
    last_n := coalesce(last_n, 0) + 1;
    last_hash := coalesce(last_hash, ''::bytea);
    INSERT INTO audit
        (commune_id, subject, subject_id, n, at, by, kind, department, other, entry, digest, previous, hash)
    VALUES (of_commune, of_subject, of_id, last_n, moment, who, act, of_department, about, of_entry, content, last_hash,
        sha256(convert_to(jsonb_build_array(
            encode(last_hash, 'hex'), of_commune, of_subject, of_id, last_n,
            (extract(epoch FROM moment) * 1000000)::bigint, who, act, of_department, about, of_entry,
            encode(content, 'hex'))::text, 'UTF8')));
END $$;

CREATE FUNCTION audit_digest(e petition_entry) RETURNS BYTEA LANGUAGE plpgsql AS $$
DECLARE
    wrote TEXT;
BEGIN
    IF e.kind = 'submitted' THEN
        SELECT body INTO wrote FROM petition WHERE commune_id = e.commune_id AND id = e.petition_id;
    END IF;
    RETURN sha256(convert_to(jsonb_build_array(e.salt, e.text, e.files, e.places, e.due_on, wrote)::text, 'UTF8'));
END $$;

CREATE FUNCTION audit_add_entry(e petition_entry) RETURNS VOID LANGUAGE plpgsql AS $$
BEGIN
    PERFORM audit_add(
        e.commune_id, 'petition', e.petition_id, e.at, e."by", e.kind, e.department, NULL, e.id, audit_digest(e));
END $$;

CREATE FUNCTION audit_entry() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    PERFORM audit_add_entry(NEW);
    RETURN NULL;
END $$;

CREATE FUNCTION audit_consent() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    PERFORM audit_add(
        NEW.commune_id, 'person', NEW.id, NEW.consented_at, NEW.id, 'consented', NULL, NULL, NULL, NULL);
    RETURN NULL;
END $$;

CREATE FUNCTION audit_stays() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit log is only ever added to';
END $$;

CREATE TRIGGER petition_entry_audit AFTER INSERT ON petition_entry FOR EACH ROW EXECUTE FUNCTION audit_entry();

CREATE TRIGGER person_consent_audit AFTER UPDATE OF consented_at ON person FOR EACH ROW
WHEN (OLD.consented_at IS NULL AND NEW.consented_at IS NOT NULL) EXECUTE FUNCTION audit_consent();

CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION audit_stays();

CREATE TRIGGER audit_seal_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seal
FOR EACH STATEMENT EXECUTE FUNCTION audit_stays();
