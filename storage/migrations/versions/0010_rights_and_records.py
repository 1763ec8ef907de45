"""Rights and records: the audit log, what people ask about their data, files that nothing refers to any more.

Revision ID: 0010
"""

from storage.migrations.sql import run

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    run("0010_rights_and_records.sql")


def downgrade() -> None:
    run("0010_rights_and_records.down.sql")
