-- Back to petitions that know nothing of each other.

DROP TABLE petition_term;

DROP TABLE petition_filed;
