"""What residents of a benchmark do, on each channel, in the shape in which the channel delivers it."""

import asyncio
import itertools
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.bench.ground import CannotRun, Place, Town
from bot.bench.texts import petition_text
from bot.channels.telegram.inward import delivery
from bot.channels.web import key_of
from storage.inbox import Delivery
from storage.web_chat import FromPerson

ANSWER_WITHIN = 20.0


@dataclass(frozen=True)
class Say:
    """`own`: what everybody says in words of their own."""

    text: str
    own: bool = False


@dataclass(frozen=True)
class Press:
    """Press what is called `key`, or the button offered last whose key is or ends in it; None the first one."""

    key: str | None


@dataclass(frozen=True)
class Act:
    """A wish as it was carried out: a text, or the key of a button and the words on it."""

    text: str
    key: str | None = None
    own: bool = False

    def by(self, number: int) -> "Act":
        """The same by somebody else, whose petition is another."""
        return replace(self, text=petition_text(number)) if self.own else self


Wish = Say | Press
ARRIVAL: tuple[Wish, ...] = (Say("/start"), Press("welcome.agree"), Press(None))
LOOKING_ABOUT: tuple[Wish, ...] = (Press("help.show"), Press("mine.list"), Press("dialogue.coming"), Press("menu.show"))


# A whole petition, from the menu to the receipt.
PETITION: tuple[Wish, ...] = (
    Press("petition.begin"),
    Say(petition_text(0), own=True),
    Press("@done"),
    # Of what is offered first: whoever writes something else is offered something else.
    Say("1"),
    Press("-"),
    Press("hidden"),
    Press("@send"),
)


def choose(wish: Wish, offered: Sequence[dict[str, str]]) -> Act:
    """What a person does who was offered these choices. Raises LookupError for a button that is not there."""
    if isinstance(wish, Say):
        return Act(wish.text, own=wish.own)
    for choice in offered:
        if wish.key is None or choice["key"] == wish.key or choice["key"].endswith(f".{wish.key}"):
            return Act(choice["label"], choice["key"])
    if wish.key is not None and "." in wish.key:
        return Act(wish.key, wish.key)
    raise LookupError(f"no button {wish.key!r} among {[choice['key'] for choice in offered]}")


class TelegramResident:
    """Somebody in a private chat with a bot, by the updates that Telegram makes of what they do."""

    _updates = itertools.count(500_000_001)
    _users = itertools.count(20_000_001)

    def __init__(self, place: Place, user: int) -> None:
        self.place = place
        self.user = user
        self._person = {"id": user, "is_bot": False, "first_name": f"Resident {user}", "language_code": "vi"}
        self._chat = {"id": user, "type": "private", "first_name": f"Resident {user}"}
        self._messages = itertools.count(1)

    @classmethod
    def stranger(cls, place: Place) -> "TelegramResident":
        """Somebody who has never been there."""
        return cls(place, next(cls._users))

    @property
    def account(self) -> int:
        return self.place.telegram

    @property
    def address(self) -> str:
        return str(self.user)

    def update(self, act: Act, now: datetime) -> dict[str, Any]:
        """The update that Telegram would deliver."""
        number, date = next(self._updates), int(now.timestamp())
        if act.key is None:
            said: dict[str, Any] = {
                "message_id": next(self._messages), "from": self._person, "chat": self._chat, "date": date,
                "text": act.text,
            }  # fmt: skip
            if act.text.startswith("/"):
                said["entities"] = [{"type": "bot_command", "offset": 0, "length": len(act.text.split()[0])}]
            return {"update_id": number, "message": said}
        bot = {"id": int(self.place.token.partition(":")[0]), "is_bot": True, "first_name": "Bot", "username": "a_bot"}
        button = {"text": act.text, "callback_data": act.key}
        shown = {
            "message_id": next(self._messages), "from": bot, "chat": self._chat, "date": date,
            "text": act.text, "reply_markup": {"inline_keyboard": [[button]]},
        }  # fmt: skip
        query = {
            "id": str(number), "from": self._person, "message": shown, "chat_instance": "1", "data": act.key,
        }  # fmt: skip
        return {"update_id": number, "callback_query": query}

    async def does(self, town: Town, acts: Sequence[Act], now: datetime) -> None:
        """Put what the person does into the inbox."""
        async with town.database.begin() as uow:
            await uow.inbox.put([self.delivery(act, now) for act in acts], now)

    def delivery(self, act: Act, now: datetime) -> Delivery:
        row = delivery(self.account, self.update(act, now))
        assert row is not None
        return row


class WebResident:
    """Somebody in the web chat of a commune; `chat` is the key to it."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.chat = secrets.token_urlsafe(24)

    @property
    def account(self) -> int:
        return self.place.web

    @property
    def address(self) -> str:
        return key_of(self.chat)

    def said(self, act: Act) -> FromPerson:
        client_key = secrets.token_urlsafe(9)
        what = {"choice": act.key} if act.key else {"text": act.text}
        return FromPerson(self.address, client_key, {"chat": self.address, "client_key": client_key, **what}, act.text)

    async def open(self, town: Town, now: datetime) -> None:
        async with town.database.begin() as uow:
            await uow.web_chats.open(self.account, self.address, now)

    async def does(self, town: Town, acts: Sequence[Act], now: datetime) -> None:
        async with town.database.begin() as uow:
            await uow.web_chats.heard([self.said(act) for act in acts], now)


Resident = TelegramResident | WebResident


async def carry_out(
    town: Town, resident: Resident, wishes: Sequence[Wish], now: datetime, *, typed: bool = False
) -> tuple[list[Act], list[str]]:
    """Let one resident do all this while a worker runs; return what was done and what was answered.

    Everybody who wishes the same and begins as they did will do exactly the same. With `typed` the words on the
    buttons are written instead of pressed.
    """
    acts: list[Act] = []
    answers: list[str] = []
    offered: list[dict[str, str]] = []
    for wish in wishes:
        act = choose(wish, offered)
        act = replace(act, key=None) if typed else act
        [seen] = await town.fetch("select coalesce(max(id), 0) from outbox where address = $1", resident.address)
        await resident.does(town, [act], now)
        text, offered = await _answer(town, resident, seen[0])
        acts.append(act)
        answers.append(text)
    return acts, answers


async def _answer(town: Town, resident: Resident, after: int) -> tuple[str, list[dict[str, str]]]:
    try:
        async with asyncio.timeout(ANSWER_WITHIN):
            while True:
                rows = await town.fetch(
                    "select text, (select coalesce(array_agg(c->>'key'), '{}') from jsonb_array_elements(choices) c), "
                    "(select coalesce(array_agg(c->>'label'), '{}') from jsonb_array_elements(choices) c) "
                    "from outbox where account_id = $1 and address = $2 and id > $3",
                    resident.account, resident.address, after,
                )  # fmt: skip
                if rows:
                    [(text, keys, labels)] = rows
                    return text, [{"key": k, "label": v} for k, v in zip(keys, labels, strict=True)]
                await asyncio.sleep(0.005)
    except TimeoutError:
        raise CannotRun("no step was answered: is the worker running?") from None
