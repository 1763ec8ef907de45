"""The courier: takes what is in the outbox to the people, in order per chat, within each channel's limits."""

import asyncio
import logging
import secrets
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from math import ceil
from typing import Protocol, runtime_checkable

from actions.invitation import group_gone
from domain.commune import Commune
from domain.delivery import AddressMoved, GiveUp, NotDelivered, TryLater
from domain.notice import Notice, ToDepartment, Urgency, words
from domain.text import shorten
from handlers import notices
from locales import FIRST, render
from storage.database import Database, UnitOfWork, is_gone
from storage.file import FileStore
from storage.lease import Leases
from storage.outbox import Message

log = logging.getLogger(__name__)

IN_FLIGHT_PER_ACCOUNT = 30
IN_FLIGHT = 400
AT_A_LOOK = 300
# What very many are told goes beside everything else, never instead of it: so many at once, in all and of one account,
# and of those whose channel counts, so many a second that a reply always finds a free place among the 30 there are.
BROADCASTS_IN_FLIGHT = 150
BROADCASTS_IN_BULK = 100
BROADCASTS_AT_ONCE = 6
BROADCASTS_A_SECOND = 22.0
# Cards that wait together are sent as one list of at most this many.
CARDS_IN_A_LIST = 20
CARDS_THAT_MAKE_A_LIST = 4
FIRST_RETRY = timedelta(seconds=1)
LONGEST_RETRY = timedelta(minutes=10)
# Seconds in which sent messages gather to be written down together.
MARK_AFTER = 0.005
# About half a day of trying.
MAX_TRIES = 80


class Clock(Protocol):
    def now(self) -> datetime: ...


class Carrier(Protocol):
    """What the courier needs of a channel account."""

    def ready_in(self, address: str) -> float: ...

    async def send(self, message: Message, files: FileStore) -> str | None: ...


@runtime_checkable
class BulkCarrier(Protocol):
    """A channel that takes many messages in one go; each result is a ref, or None where the chat is gone."""

    async def send_many(self, messages: Sequence[Message]) -> list[str | None]: ...


class Courier:
    """One per process; each channel account is served by one courier at a time, whoever holds its lease."""

    def __init__(
        self,
        database: Database,
        leases: Leases,
        carriers: Mapping[int, Carrier],
        communes: Callable[[int | None], Commune | None],
        files: FileStore,
        clock: Clock,
    ) -> None:
        self._database = database
        self._leases = leases
        self._carriers = carriers
        self._communes = communes
        self._files = files
        self._clock = clock
        self._awake = asyncio.Event()
        self._to_mark = asyncio.Event()
        self._busy: dict[tuple[int, str], asyncio.Task[None]] = {}
        self._sent: list[tuple[int, str | None, datetime]] = []
        self._freed: list[tuple[int, str]] = []
        self._not_ready: dict[tuple[int, str], float] = {}
        self._bulk: dict[int, bool] = {}
        self._broadcasting: set[tuple[int, str]] = set()
        # Per account, the moment from which broadcasts may go at their full number again.
        self._paced: dict[int, float] = {}

    def wake(self) -> None:
        """Look into the outbox now."""
        self._awake.set()

    async def run(self) -> None:
        """Deliver until cancelled. A database that is away is waited for; what was sent meanwhile is remembered."""
        renewed = 0.0
        loop = asyncio.get_running_loop()
        # Beside the sending, so that what is new does not wait until what was sent is written down.
        marking = asyncio.create_task(self._keep_marking())
        marking.add_done_callback(lambda _: self._awake.set())
        try:
            while not marking.done():
                try:
                    if loop.time() - renewed > 1.0 or not self._leases.held:
                        await self._leases.take(list(self._carriers))
                        renewed = loop.time()
                    self._awake.clear()
                    found = await self.look()
                except Exception as failure:
                    if not is_gone(failure) and not _is_driver_trouble(failure):
                        raise
                    log.warning("database away, courier waits")
                    await asyncio.sleep(0.5)
                    continue
                if not found:
                    waited_for = [*self._not_ready.values(), *self._next_broadcasts()]
                    pause = min([1.0, *(at - loop.time() for at in waited_for)])
                    # Not `wait_for`: cancelled in the moment it is woken, that goes on as if nothing had been said.
                    with suppress(TimeoutError):
                        async with asyncio.timeout(max(pause, 0.002)):
                            await self._awake.wait()
            await marking
        finally:
            marking.cancel()
            for task in self._busy.values():
                task.cancel()
            await asyncio.gather(marking, *self._busy.values(), return_exceptions=True)
            with suppress(Exception):
                await self._mark()
            await self._leases.close()

    async def drain(self) -> bool:
        """Deliver until nothing that is due waits any more; tell whether there was anything."""
        await self._leases.take(list(self._carriers))
        worked = False
        while await self.look() or self._busy or self._paced:
            if self._busy:
                worked = True
                await asyncio.wait(set(self._busy.values()), return_when=asyncio.FIRST_COMPLETED)
                await self._mark()
            else:
                await asyncio.sleep(1 / BROADCASTS_A_SECOND)
        return worked

    async def look(self) -> bool:
        """Start sending what is due; True when anything was started."""
        loop = asyncio.get_running_loop()
        self._not_ready = {k: at for k, at in self._not_ready.items() if at > loop.time()}
        self._paced = {account: at for account, at in self._paced.items() if at > loop.time()}
        per_account: dict[int, int] = {}
        for account, _ in self._busy:
            per_account[account] = per_account.get(account, 0) + 1
        rooms = {
            account: AT_A_LOOK if self._in_bulk(account) else IN_FLIGHT_PER_ACCOUNT - per_account.get(account, 0)
            for account in self._leases.held
            if account in self._carriers
        }
        rooms = {account: room for account, room in rooms.items() if room > 0}
        if not rooms or len(self._busy) >= IN_FLIGHT:
            return False
        async with self._database.single() as uow:
            batches = await uow.outbox.next(
                rooms, [*self._busy, *self._not_ready], self._clock.now(), AT_A_LOOK, CARDS_IN_A_LIST,
                self._spare(rooms), max(0, BROADCASTS_IN_FLIGHT - len(self._broadcasting)),
            )  # fmt: skip
        started = False
        in_bulk: dict[int, list[Message]] = {}
        for messages in batches:
            key = (messages[0].account_id, messages[0].address)
            carrier = self._carriers[key[0]]
            broadcast = messages[0].urgency >= Urgency.BROADCAST
            if self._in_bulk(key[0]):
                if broadcast:
                    self._broadcasting.add(key)
                in_bulk.setdefault(key[0], []).extend(messages)
                started = True
                continue
            wait = carrier.ready_in(key[1])
            if wait > 0:
                self._not_ready[key] = loop.time() + wait
                # There may be others behind it.
                self._awake.set()
                continue
            if broadcast:
                self._broadcasting.add(key)
                self._paced[key[0]] = max(self._paced.get(key[0], 0.0), loop.time()) + 1 / BROADCASTS_A_SECOND
            self._start([key], self._deliver(key, carrier, messages))
            started = True
        for account, several in in_bulk.items():
            self._start({(account, message.address) for message in several}, self._deliver_many(account, several))
        return started

    def _spare(self, rooms: Mapping[int, int]) -> dict[int, int]:
        """To how many addresses of each account a broadcast may go now."""
        now = asyncio.get_running_loop().time()
        under_way: dict[int, int] = {}
        for account, _ in self._broadcasting:
            under_way[account] = under_way.get(account, 0) + 1
        spare = {}
        for account in rooms:
            most = BROADCASTS_IN_BULK
            if not self._in_bulk(account):
                ahead = ceil((self._paced.get(account, now) - now) * BROADCASTS_A_SECOND)
                most = BROADCASTS_AT_ONCE - ahead
            spare[account] = max(0, most - under_way.get(account, 0))
        return spare

    def _next_broadcasts(self) -> list[float]:
        """When accounts that have sent as many broadcasts as they may at once may send one more."""
        now = asyncio.get_running_loop().time()
        soon = [at - (BROADCASTS_AT_ONCE - 1) / BROADCASTS_A_SECOND for at in self._paced.values()]
        return [at for at in soon if at > now]

    def _in_bulk(self, account: int) -> bool:
        # Asking a protocol takes longer than sending a message.
        if account not in self._bulk:
            self._bulk[account] = isinstance(self._carriers[account], BulkCarrier)
        return self._bulk[account]

    def _start(self, keys: Iterable[tuple[int, str]], work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        for key in keys:
            self._busy[key] = task

    # ── one address ───────────────────────────────────────────────────────────────────────────────────────────

    async def _deliver(self, key: tuple[int, str], carrier: Carrier, messages: list[Message]) -> None:
        """Send the oldest message of an address, or the cards at the head of its queue as one list."""
        try:
            cards = _leading_cards(messages)
            message = _as_list(cards) if len(cards) >= CARDS_THAT_MAKE_A_LIST else messages[0]
            try:
                ref = await carrier.send(message, self._files)
            except NotDelivered as trouble:
                # A list speaks of nothing in particular: what befalls it befalls its first card, then the rest.
                await self._troubled(messages[0], trouble)
            except Exception as failure:
                if is_gone(failure):
                    raise
                reference = secrets.token_hex(4)
                log.exception("sending failed [%s] outbox=%s", reference, message.id)
                await self._troubled(messages[0], TryLater("internal") if message.tries < 3 else GiveUp("internal"))
            else:
                now = self._clock.now()
                if message is messages[0]:
                    self._sent.append((message.id, ref, now))
                else:
                    # A reply to a list speaks of no single petition, so the list's id leads to none.
                    self._sent.extend((card.id, None, now) for card in cards)
        except Exception as failure:
            if not is_gone(failure):
                log.exception("courier failed outside a message")
            # The message is still there and is looked at again at once.
            await asyncio.sleep(0.2)
        finally:
            self._freed.append(key)
            self._to_mark.set()

    async def _deliver_many(self, account: int, messages: list[Message]) -> None:
        carrier = self._carriers[account]
        try:
            assert isinstance(carrier, BulkCarrier)
            refs = await carrier.send_many(messages)
            now = self._clock.now()
            for message, ref in zip(messages, refs, strict=True):
                if ref is None:
                    await self._troubled(message, GiveUp("chat-gone"))
                else:
                    self._sent.append((message.id, ref, now))
        except NotDelivered:
            await asyncio.sleep(0.2)
        except Exception as failure:
            if not is_gone(failure):
                log.exception("sending in bulk failed")
            await asyncio.sleep(0.2)
        finally:
            self._freed.extend({(account, message.address) for message in messages})
            self._to_mark.set()

    async def _keep_marking(self) -> None:
        while True:
            await self._to_mark.wait()
            # The person has the message already; the more that are written down together, the better.
            await asyncio.sleep(MARK_AFTER)
            self._to_mark.clear()
            try:
                await self._mark()
            except Exception as failure:
                if not is_gone(failure):
                    raise
                log.warning("database away, courier remembers what was sent")
                self._to_mark.set()
                await asyncio.sleep(0.5)
            else:
                # An address that is free again may have more.
                self._awake.set()

    async def _mark(self) -> None:
        """Write down what was sent; only then may an address be looked at again."""
        sent, freed = list(self._sent), list(self._freed)
        if sent:
            async with self._database.single() as uow:
                await uow.outbox.sent(sent)
            del self._sent[: len(sent)]
        del self._freed[: len(freed)]
        for key in freed:
            self._busy.pop(key, None)
            self._broadcasting.discard(key)

    async def _troubled(self, message: Message, trouble: NotDelivered) -> None:
        now = self._clock.now()
        async with self._database.begin() as uow:
            match trouble:
                case AddressMoved(address):
                    await uow.conversations.rename(
                        message.account_id, message.address.split("/")[0], address.split("/")[0]
                    )
                case TryLater(why, after) if message.tries + 1 < MAX_TRIES:
                    wait = FIRST_RETRY * 2 ** min(message.tries, 10)
                    wait = timedelta(seconds=after) if after is not None else min(wait, LONGEST_RETRY)
                    await uow.outbox.postponed(message.id, now + wait, why)
                case TryLater():
                    await uow.outbox.given_up([message.id], "unreachable", now)
                    await self._say_undelivered(uow, message, "unreachable", now)
                case GiveUp(why):
                    await uow.outbox.given_up([message.id], why, now)
                    if why in ("blocked", "chat-gone"):
                        await uow.conversations.mark_reachable(message.account_id, message.address, reachable=False)
                    if why == "chat-gone":
                        await self._disconnect(uow, message, now)
                    await self._say_undelivered(uow, message, why, now)

    async def _disconnect(self, uow: UnitOfWork, message: Message, now: datetime) -> None:
        """A group that is gone is no department's any more."""
        for commune_id, department in await uow.communes.unbind(message.account_id, message.address.split("/")[0]):
            commune = self._communes(commune_id)
            if commune is not None:
                await notices.queue(uow, commune, [group_gone(commune, department, now)], now)

    async def _say_undelivered(self, uow: UnitOfWork, message: Message, why: str, now: datetime) -> None:
        """What did not reach a department goes to its people; an answer that did not arrive is its business again."""
        commune = self._communes(message.commune_id)
        if commune is None or message.about is None:
            return
        await notices.redirect(uow, commune, message, now)
        if not (message.once or "").startswith("answer:"):
            return
        petition = await uow.petitions.find(commune.id, message.about)
        if petition is None:
            return
        line = words("delivery-failed-notice", code=message.about, why=words(f"trouble-{why}"))
        notice = Notice(
            ToDepartment(petition.department), (line,), about=message.about, once=f"undelivered:{message.id}"
        )
        await notices.queue(uow, commune, [notice], now)


def _leading_cards(messages: Sequence[Message]) -> list[Message]:
    cards = []
    for message in messages:
        if not message.card or message.about is None:
            break
        cards.append(message)
    return cards


def _as_list(cards: Sequence[Message]) -> Message:
    """Several cards as one message with a button for each."""
    lines = [render(words("card-digest", count=len(cards)), FIRST)]
    for card in cards:
        # A card to a clerk begins with whose it is.
        head, _, rest = card.text[max(card.text.find(card.about or ""), 0) :].partition("\n\n")
        lines.append(f"• {shorten(head.split(chr(10))[0], 80)}: {shorten(rest, 60)}")
    choices = [
        {"key": f"work.show:{card.about}", "label": render(words("petition-open", code=card.about), FIRST)}
        for card in cards
    ]
    return replace(cards[0], text="\n".join(lines), choices=choices, files=[], about=None, card=False)


def _is_driver_trouble(failure: BaseException) -> bool:
    """The lease's own connection raises the driver's errors."""
    return type(failure).__module__.startswith("asyncpg")
