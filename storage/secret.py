"""Secrets at rest: text that is stored encrypted, under keys from the environment that can be exchanged."""

from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class SecretUnreadable(Exception):
    """What is stored was encrypted under a key that is not among those given, or was damaged."""


class Secrets:
    """`keys` are 32 bytes in base64: the first encrypts, all decrypt, so that an old one can be rotated out."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._fernet = MultiFernet([Fernet(key) for key in keys])

    def seal(self, plain: str) -> str:
        return self._fernet.encrypt(plain.encode()).decode()

    def open(self, sealed: str) -> str:
        """Raises SecretUnreadable."""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except (InvalidToken, UnicodeError):
            # Not with what caused it: nobody needs to know how it failed, only that the key is another.
            raise SecretUnreadable from None


def new_key() -> str:
    """A key as the setting DOITHOAI_SECRET_KEY wants it."""
    return Fernet.generate_key().decode()
