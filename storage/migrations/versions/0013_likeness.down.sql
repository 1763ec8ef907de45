-- Back to petitions that know nothing of each other.

DROP TABLE lexicon_word;

DROP TABLE petition_apart;

DROP TABLE petition_term;

DROP TABLE petition_filed;
