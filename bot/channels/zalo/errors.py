"""What Zalo's error codes mean: how each is dealt with, and under which trouble a clerk reads of it."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Class(StrEnum):
    """What is to be done about a code."""

    RETRY = "retry"
    NEXT_MINUTE = "retry-next-minute"
    REUPLOAD = "reupload"
    AMBIGUOUS = "ambiguous-once"
    REFRESH = "refresh"
    PERSON = "permanent-person"
    WINDOW = "window-closed"
    QUOTA = "quota"
    TOMORROW = "tomorrow"
    NIGHT = "night"
    OURS = "our-bug"
    HUMAN = "human"
    SETUP = "human-for-this"
    """A human must act for this template, group or wallet; all else goes on."""
    GONE = "gone"
    USE_V2 = "use-v2"
    USE_V3 = "use-v3"
    PROOF = "proof"


@dataclass(frozen=True)
class Meaning:
    """`trouble` is a code that has words: the sentence `trouble-<trouble>`."""

    kind: Class
    trouble: str


UNKNOWN: Final = Meaning(Class.OURS, "zalo-unknown")
WRONG_PERSON: Final = Meaning(Class.GONE, "chat-gone")

# openapi.zalo.me: messages, templates by user id, uploads, questions.
OPENAPI: Final[dict[int, Meaning]] = {
    -32: Meaning(Class.NEXT_MINUTE, "zalo-busy"),
    -100: Meaning(Class.REUPLOAD, "zalo-file"),
    -200: Meaning(Class.AMBIGUOUS, "zalo-not-sent"),
    -201: Meaning(Class.OURS, "rejected"),
    -204: Meaning(Class.HUMAN, "zalo-account-closed"),
    -205: Meaning(Class.HUMAN, "zalo-account-closed"),
    -209: Meaning(Class.HUMAN, "zalo-app-inactive"),
    -210: Meaning(Class.OURS, "rejected"),
    -211: Meaning(Class.QUOTA, "quota"),
    -212: Meaning(Class.HUMAN, "zalo-app-unregistered"),
    -213: Meaning(Class.PERSON, "unfollowed"),
    -214: Meaning(Class.RETRY, "zalo-busy"),
    -216: Meaning(Class.REFRESH, "zalo-token"),
    -217: Meaning(Class.PERSON, "blocked"),
    -218: Meaning(Class.QUOTA, "zalo-person-quota"),
    -219: Meaning(Class.HUMAN, "zalo-app-removed"),
    -220: Meaning(Class.REFRESH, "zalo-token"),
    -221: Meaning(Class.HUMAN, "zalo-unverified"),
    -223: Meaning(Class.HUMAN, "zalo-not-authorised"),
    -224: Meaning(Class.HUMAN, "zalo-package"),
    -227: Meaning(Class.PERSON, "zalo-inactive"),
    -230: Meaning(Class.WINDOW, "window-closed"),
    -232: Meaning(Class.WINDOW, "window-closed"),
    -233: Meaning(Class.OURS, "rejected"),
    -234: Meaning(Class.NIGHT, "zalo-night"),
    -235: Meaning(Class.USE_V2, "zalo-account-kind"),
    -237: Meaning(Class.SETUP, "zalo-group-expired"),
    -238: Meaning(Class.SETUP, "zalo-group-expired"),
    -240: Meaning(Class.USE_V3, "zalo-account-kind"),
    -241: Meaning(Class.SETUP, "zalo-group-expired"),
    -242: Meaning(Class.PROOF, "zalo-proof"),
    -244: Meaning(Class.PERSON, "zalo-restricted"),
    -248: Meaning(Class.SETUP, "zalo-policy"),
    -249: Meaning(Class.SETUP, "zalo-template-not-by-id"),
    -320: Meaning(Class.SETUP, "zalo-no-wallet"),
    -321: Meaning(Class.SETUP, "zalo-no-money"),
    -403: Meaning(Class.GONE, "chat-gone"),
}

# business.openapi.zalo.me: templates by telephone number. The same numbers mean other things there.
BUSINESS: Final[dict[int, Meaning]] = {
    -32: Meaning(Class.NEXT_MINUTE, "zalo-busy"),
    -100: Meaning(Class.RETRY, "zalo-busy"),
    -108: Meaning(Class.PERSON, "zalo-phone-wrong"),
    -109: Meaning(Class.SETUP, "zalo-template-unknown"),
    -112: Meaning(Class.SETUP, "zalo-template-data"),
    -114: Meaning(Class.PERSON, "zalo-phone-unreachable"),
    -115: Meaning(Class.SETUP, "zalo-no-money"),
    -117: Meaning(Class.SETUP, "zalo-template-not-allowed"),
    -118: Meaning(Class.PERSON, "zalo-phone-unreachable"),
    -119: Meaning(Class.PERSON, "zalo-phone-unreachable"),
    -124: Meaning(Class.REFRESH, "zalo-token"),
    -125: Meaning(Class.HUMAN, "zalo-account-closed"),
    -126: Meaning(Class.SETUP, "zalo-template-trial"),
    -127: Meaning(Class.SETUP, "zalo-template-trial"),
    -131: Meaning(Class.SETUP, "zalo-template-unapproved"),
    -132: Meaning(Class.OURS, "rejected"),
    -133: Meaning(Class.NIGHT, "zalo-night"),
    -135: Meaning(Class.SETUP, "zalo-unverified"),
    -136: Meaning(Class.SETUP, "zalo-no-wallet"),
    -137: Meaning(Class.SETUP, "zalo-no-money"),
    -139: Meaning(Class.PERSON, "zalo-restricted"),
    -140: Meaning(Class.PERSON, "zalo-restricted"),
    -141: Meaning(Class.PERSON, "blocked"),
    -144: Meaning(Class.TOMORROW, "zalo-template-quota"),
    -146: Meaning(Class.SETUP, "zalo-template-disabled"),
    -147: Meaning(Class.TOMORROW, "zalo-template-quota"),
    -1121: Meaning(Class.SETUP, "zalo-template-data"),
    -1122: Meaning(Class.SETUP, "zalo-template-data"),
    -1124: Meaning(Class.SETUP, "zalo-template-data"),
    -1381: Meaning(Class.SETUP, "zalo-no-wallet"),
}

# What may come with buttons that an account, or an older way of sending, does not take.
REFUSES_BUTTONS: Final = frozenset({-201, -210, -233})
_FIELD = re.compile(r"([A-Za-z_]{1,40}) is invalid!?")


class ZaloRefused(Exception):
    """Zalo answered with an error that the call itself could not mend."""

    def __init__(self, code: int, meaning: Meaning, field: str | None = None) -> None:
        super().__init__(f"{code} ({meaning.trouble}{f', {field}' if field else ''})")
        self.code = code
        self.meaning = meaning
        self.field = field


def refusal(code: int, said: str, table: dict[int, Meaning]) -> ZaloRefused:
    """What `code` means; `said` are Zalo's words, of which only the name of a field is kept."""
    found = _FIELD.fullmatch(said.strip())
    field = found[1] if found else None
    meaning = table.get(code, UNKNOWN)
    if code == -201 and field in ("user_id", "group_id"):
        meaning = WRONG_PERSON
    return ZaloRefused(code, meaning, field)
