"""What a button says back: the key of its choice with a mark that only we can make.

Zalo brings a press as text, and anybody can type text.
"""

import hashlib
import hmac
import re
from typing import Final

MARK: Final = 8  # hexadecimal digits
_PAYLOAD = re.compile(rf"#(.+)~([0-9a-f]{{{MARK}}})", re.DOTALL)


class Signer:
    """Signs keys with a secret of its own, made from the one that Zalo signs events with."""

    def __init__(self, oa_secret: str) -> None:
        self._secret = hmac.new(oa_secret.encode(), b"doithoai-buttons", hashlib.sha256).digest()

    def payload(self, key: str) -> str:
        return f"#{key}~{self._mark(key)}"

    def key(self, text: str) -> str | None:
        """The key in what came back; None for what a person has written."""
        found = _PAYLOAD.fullmatch(text)
        if found and hmac.compare_digest(found[2], self._mark(found[1])):
            return found[1]
        return None

    def _mark(self, key: str) -> str:
        return hmac.new(self._secret, key.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()[:MARK]
