"""Invitations: single-use codes that give a role, or connect a department's group."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.access import Grant, Role
from domain.refusal import Refused

# Without 0/O, 1/I/L and U: codes are read aloud over the telephone.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 10
LASTS = timedelta(days=7)


class Opens(StrEnum):
    """What an invitation opens: a role for a person, or a group chat for a department."""

    ROLE = "role"
    GROUP = "group"


@dataclass(frozen=True)
class Invitation:
    commune_id: int
    code_hash: str
    opens: Opens
    role: Role | None
    department: str | None
    hamlet: str | None
    made_by: int | None
    expires_at: datetime
    used_at: datetime | None = None

    def check_usable(self, now: datetime) -> None:
        """Raise `Refused` when it was used or has expired."""
        if self.used_at is not None:
            raise Refused("invitation-refused-used")
        if now >= self.expires_at:
            raise Refused("invitation-refused-expired")

    @property
    def grant(self) -> Grant:
        if self.role is None:
            raise Refused("invitation-refused-group")
        return Grant(self.role, self.department, self.hamlet)


def new_code() -> str:
    """Return a fresh unguessable code (49 bits), e.g. ``7KMQX-3RTBA``."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
    return f"{letters[:5]}-{letters[5:]}"


def read_code(text: str) -> str | None:
    """Find an invitation code in what somebody typed, in any case and with or without its dash."""
    letters = "".join(c for c in text.upper() if c.isalnum())
    return f"{letters[:5]}-{letters[5:]}" if len(letters) == _LENGTH and set(letters) <= set(_ALPHABET) else None


def hash_code(code: str) -> str:
    """Only the hash is stored: who reads the database cannot use an open invitation."""
    return hashlib.sha256(code.upper().replace("-", "").encode()).hexdigest()
