"""Results made public, and how content people are with a dialogue as a whole.

Revision ID: 0012
"""

from storage.migrations.sql import run

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    run("0012_results_made_public.sql")


def downgrade() -> None:
    run("0012_results_made_public.down.sql")
