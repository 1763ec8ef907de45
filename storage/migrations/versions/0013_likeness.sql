-- What like petitions share, so that those near a message are found again.

CREATE TABLE petition_filed (
    commune_id INTEGER NOT NULL,
    petition_id BIGINT NOT NULL,
    edition INTEGER NOT NULL,
    terms BIGINT[] NOT NULL,
    CONSTRAINT petition_filed_pkey PRIMARY KEY (commune_id, petition_id),
    CONSTRAINT petition_filed_commune_id_petition_id_fkey FOREIGN KEY(commune_id, petition_id) REFERENCES petition (commune_id, id)
);

COMMENT ON COLUMN petition_filed.edition IS 'of what messages are compared by';

CREATE TABLE petition_term (
    commune_id INTEGER NOT NULL,
    term BIGINT NOT NULL,
    petition_id BIGINT NOT NULL,
    CONSTRAINT petition_term_pkey PRIMARY KEY (commune_id, term, petition_id)
);

COMMENT ON COLUMN petition_term.term IS 'what like petitions share, as a number';
