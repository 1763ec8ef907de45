-- Back to conversations without a gate.

ALTER TABLE petition DROP COLUMN erased_at;

ALTER TABLE petition DROP COLUMN confirmed;

DROP TABLE alarm_count;

DROP TABLE held_message;
