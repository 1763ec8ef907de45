-- Back to announcements whose people are not told of changes.

DROP INDEX outbox_told_idx;

ALTER TABLE broadcast DROP COLUMN was;

ALTER TABLE broadcast DROP COLUMN besides;
