"""After the hall: conclusion notices, commitments, questions of the Front, what is carried into the next dialogue.

Revision ID: 0009
"""

from storage.migrations.sql import run

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    run("0009_after_the_hall.sql")


def downgrade() -> None:
    run("0009_after_the_hall.down.sql")
