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
from domain.delivery import AddressMoved, GiveUp, NotDelivered, TryLater, WindowClosed
from domain.notice import Notice, ToDepartment, Urgency, words
from domain.reach import BY_TEMPLATE, WINDOWS, Way, Window
from domain.text import shorten
from handlers import notices, reach
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
# Seconds that an account rests which has sent what it may: then several may go again, found by one look.
LEAST_REST = 0.1
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


@runtime_checkable
class PacedCarrier(Protocol):
    """A channel that counts what an account sends, whoever it is for."""

    def account_ready_in(self) -> float:
        """Seconds until the account may send anything."""
        ...


@runtime_checkable
class TemplateCarrier(Protocol):
    """A channel that sends approved templates to its users and to telephones; each returns a ref."""

    async def send_template(self, user: str, template: str, data: Mapping[str, str], /) -> str: ...

    async def send_template_to_phone(
        self, phone: str, template: str, data: Mapping[str, str], tracking: str, /
    ) -> str: ...


# What befalls a person rather than a message: there may be another way to them.
SHUT = ("blocked", "chat-gone")


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
        self._counted: dict[int, bool] = {}
        self._broadcasting: set[tuple[int, str]] = set()
        # Per account, the moment from which broadcasts may go at their full number again.
        self._paced: dict[int, float] = {}
        self._windows: dict[int, Window | None] = {}
        self._costs: dict[int, int] = {}

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
        rooms = {account: room for account, room in rooms.items() if room > 0 and not self._rests(account)}
        if not rooms or len(self._busy) >= IN_FLIGHT:
            return False
        await self._look_up_windows(self._carriers)
        async with self._database.single() as uow:
            batches = await uow.outbox.next(
                rooms, [*self._busy, *self._not_ready], self._clock.now(), AT_A_LOOK, CARDS_IN_A_LIST,
                self._spare(rooms), max(0, BROADCASTS_IN_FLIGHT - len(self._broadcasting)),
                {account for account in rooms if self._in_bulk(account)},
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

    def _rests(self, account: int) -> bool:
        """Whether the account may send nothing now: then nothing of its queue is read either."""
        carrier = self._carriers[account]
        if account not in self._counted:
            self._counted[account] = isinstance(carrier, PacedCarrier)
        if not self._counted[account]:
            return False
        now = asyncio.get_running_loop().time()
        if self._not_ready.get((account, ""), 0.0) > now:
            return True
        wait: float = carrier.account_ready_in()  # type: ignore[attr-defined]  # as it was found to be above
        if wait > 0:
            self._not_ready[account, ""] = now + max(wait, LEAST_REST)
        return wait > 0

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
                ref = await self._carry(carrier, message)
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

    async def _carry(self, carrier: Carrier, message: Message) -> str | None:
        """Send a message the way it goes. Where it is known that the channel lets nothing through it is not tried."""
        if message.way in BY_TEMPLATE:
            return await _by_template(carrier, message)
        window = self._windows.get(message.account_id)
        if window is None:
            return await carrier.send(message, self._files)
        if message.urgency == Urgency.REPLY or message.person_id is None:
            # Whoever is answered was heard just now, and groups have no window.
            ref = await carrier.send(message, self._files)
            self._costs[message.id] = 0
            return ref
        async with self._database.single() as uow:
            heard_at = await uow.conversations.heard_at(message.account_id, message.address)
        now = self._clock.now()
        if not window.is_open(heard_at, now):
            raise WindowClosed
        ref = await carrier.send(message, self._files)
        self._costs[message.id] = window.cost(heard_at, now)
        return ref

    async def _look_up_windows(self, accounts: Iterable[int]) -> None:
        """Which of these accounts let us write for some time only: asked once."""
        if all(account in self._windows for account in accounts):
            return
        async with self._database.single() as uow:
            channels = {each.id: each.channel for each in await uow.communes.accounts()}
        self._windows = {account: WINDOWS.get(channels.get(account, "")) for account in accounts}

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
                await uow.outbox.sent(sent, self._costs)
            del self._sent[: len(sent)]
            for message, _, _ in sent:
                self._costs.pop(message, None)
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
                    await self._goes_on(uow, message, "unreachable", now, otherwise=message.way != Way.CHAT)
                case WindowClosed(why):
                    await uow.outbox.given_up([message.id], why, now)
                    await self._goes_on(uow, message, why, now, otherwise=True)
                case GiveUp(why):
                    await uow.outbox.given_up([message.id], why, now)
                    if why in SHUT and message.way not in BY_TEMPLATE:
                        await uow.conversations.mark_reachable(message.account_id, message.address, reachable=False)
                    if why == "chat-gone" and message.way not in BY_TEMPLATE:
                        await self._disconnect(uow, message, now)
                    otherwise = why in SHUT or message.way != Way.CHAT
                    await self._goes_on(uow, message, why, now, otherwise=otherwise)

    async def _goes_on(self, uow: UnitOfWork, message: Message, why: str, now: datetime, *, otherwise: bool) -> None:
        """Take the next way, where there may be one; who has to know learns of it when only people can help."""
        commune = self._communes(message.commune_id)
        way = await reach.go_on(uow, commune, message, why, now) if otherwise and commune is not None else None
        if way is not None and way is not Way.CALL:
            self._awake.set()
            return
        if message.instead_of is not None:
            first = await uow.outbox.find(message.instead_of)
            if first is None:
                return
            message = first
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


async def _by_template(carrier: Carrier, message: Message) -> str:
    if not isinstance(carrier, TemplateCarrier):
        raise GiveUp("no-templates")
    template, data = message.facts["template"], message.facts["data"]
    if message.way is Way.TEMPLATE:
        return await carrier.send_template(message.address, template, data)
    return await carrier.send_template_to_phone(message.facts["phone"], template, data, str(message.id))


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
