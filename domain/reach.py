"""Ways to reach people: how long a channel lets us write, what that costs, and which way comes after which."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.notice import NoticeKind


class Way(StrEnum):
    """How a notice goes: in the chat used last, by an approved template to an account or a telephone, in another
    chat of the same person, through the heads of their hamlet, or by a call that a clerk makes.
    """

    CHAT = "chat"
    TEMPLATE = "template"
    TEMPLATE_PHONE = "template-phone"
    OTHER_CHAT = "other-chat"
    HAMLET_HEAD = "hamlet-head"
    CALL = "call"


BY_TEMPLATE = frozenset({Way.TEMPLATE, Way.TEMPLATE_PHONE})


@dataclass(frozen=True)
class Window:
    """For how long after somebody did something a channel lets us write: free at first, then at `price` VND each."""

    free: timedelta
    open: timedelta
    price: int
    templates: bool

    def is_open(self, heard_at: datetime | None, now: datetime) -> bool:
        """Tell whether we may write; whoever was never heard did nothing that would open it."""
        return heard_at is not None and now - heard_at < self.open

    def cost(self, heard_at: datetime | None, now: datetime) -> int:
        """What a message costs now, in VND."""
        return 0 if heard_at is not None and now - heard_at < self.free else self.price


# By channel; whoever is not here lets us write at any time.
# Zalo Official Account, consultation messages (docs.zaloplatforms.com, 2026): 7 days, 48 hours free, then 55 VND each.
WINDOWS: Mapping[str, Window] = {"zalo": Window(timedelta(hours=48), timedelta(days=7), 55, templates=True)}

# Asked after so long without a word, there is a whole day left to press, whatever the hour.
ASK_TO_TAP_AFTER = timedelta(days=5, hours=12)


@dataclass(frozen=True)
class Chat:
    """A private chat of somebody; `reachable` is False once it was found shut."""

    account_id: int
    address: str
    channel: str
    heard_at: datetime | None
    reachable: bool = True

    @property
    def window(self) -> Window | None:
        return WINDOWS.get(self.channel)

    def is_open(self, now: datetime) -> bool:
        return self.reachable and (self.window is None or self.window.is_open(self.heard_at, now))


@dataclass(frozen=True)
class Contact:
    """What is known of how to reach somebody: `chat` used last, `others` latest first, `phone` as ``84…``.

    `heads` are people who may be asked to tell them, `may_be_called` whether a clerk may know whom it concerns.
    Without consent nothing but their own chats is used.
    """

    chat: Chat | None
    others: tuple[Chat, ...] = ()
    phone: str | None = None
    consented: bool = True
    heads: tuple[int, ...] = ()
    may_be_called: bool = True

    def other(self, now: datetime) -> Chat | None:
        """Another chat that is open."""
        return next((chat for chat in self.others if chat.is_open(now)), None)

    @property
    def for_template(self) -> Chat | None:
        """A chat to whose account a template can go, window or not."""
        chats = (*((self.chat,) if self.chat else ()), *self.others)
        return next((chat for chat in chats if chat.reachable and chat.window and chat.window.templates), None)


_W = Way
_ONE_BY_ONE = (_W.CHAT, _W.TEMPLATE, _W.TEMPLATE_PHONE, _W.OTHER_CHAT, _W.HAMLET_HEAD, _W.CALL)
# What very many are told, or nobody has to act on, is no reason to send a hamlet head or a clerk from door to door.
_BY_CHANNELS = (_W.CHAT, _W.TEMPLATE, _W.TEMPLATE_PHONE, _W.OTHER_CHAT)
WAYS: Mapping[NoticeKind, tuple[Way, ...]] = {
    NoticeKind.ANSWER: _ONE_BY_ONE,
    NoticeKind.QUESTION: _ONE_BY_ONE,
    NoticeKind.CHANGE: _ONE_BY_ONE,
    NoticeKind.REMINDER: _ONE_BY_ONE,
    NoticeKind.PROGRESS: _BY_CHANNELS,
    NoticeKind.ANNOUNCEMENT: _BY_CHANNELS,
}

# Whether a way can be gone at all; templates only where the commune has one for this kind of notice.
_CAN: Mapping[Way, Callable[[Contact, bool, datetime], bool]] = {
    _W.CHAT: lambda to, template, now: to.chat is not None and to.chat.is_open(now),
    _W.TEMPLATE: lambda to, template, now: template and to.consented and to.for_template is not None,
    _W.TEMPLATE_PHONE: lambda to, template, now: template and to.consented and to.phone is not None,
    _W.OTHER_CHAT: lambda to, template, now: to.other(now) is not None,
    _W.HAMLET_HEAD: lambda to, template, now: to.consented and bool(to.heads),
    _W.CALL: lambda to, template, now: to.consented and to.may_be_called,
}


def next_way(
    kind: NoticeKind, contact: Contact, tried: Collection[Way], templates: Collection[str], now: datetime
) -> Way | None:
    """The next way that was not `tried`, None when none is left; `templates` are the kinds that have one."""
    for way in WAYS[kind]:
        if way not in tried and _CAN[way](contact, kind in templates, now):
            return way
    return None


def mobile_number(written: str | None) -> str | None:
    """A Vietnamese telephone number as ``84…``; None where it is none."""
    digits = "".join(c for c in written or "" if c.isascii() and c.isdigit())
    if digits.startswith("0") and not digits.startswith("00"):
        digits = f"84{digits[1:]}"
    return digits if digits.startswith("84") and 10 <= len(digits) <= 12 else None
