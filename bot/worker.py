"""The worker: inbox row → event → one turn → outbox, in one transaction."""

import asyncio
import logging
import random
import secrets
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from actions.calendar import calendar_of
from actions.desk import Desk, find_actor
from bot.channels import Channel, Heard, place_of
from bot.clock import Clock
from bot.communes import CommuneBook
from domain.commune import Commune
from domain.delivery import GiveUp, TryLater
from domain.notice import Attachment, Choice, words
from domain.refusal import Refused
from handlers import notices
from handlers.arrival import ask_commune, find_commune, leave_commune
from handlers.conversation.event import Left, Said
from handlers.conversation.form import Known
from handlers.conversation.meaning import typed_work
from handlers.conversation.reply import Reply
from handlers.conversation.step import Conversation, Effect
from handlers.state import from_json, to_json
from handlers.turn import take_turn
from handlers.visit import FORMS, Visit
from locales import FIRST, LANGUAGES, render, render_all, typed
from storage.conversation import Talk
from storage.database import Database, Step, UnitOfWork, is_gone
from storage.file import FileStore, StoredFile, attachment
from storage.person import Person

log = logging.getLogger(__name__)

MAX_TRIES = 3
RETRY_AFTER = timedelta(seconds=2)
# More than this in a minute is slowed down to one message a second.
PACE = 60
PACE_WINDOW = 60.0
# Seconds between two looks into the inbox without having been told: for what is to be tried again.
LOOK_EVERY = 1.0
MOST_TOLD = 10_000


@dataclass
class _Fetched:
    files: tuple[Attachment, ...]
    stored: tuple[StoredFile, ...]
    troubles: tuple[tuple[str, str], ...]


class Worker:
    """Takes the steps that deliveries ask for. Many may run, in one process or several: of two that take the same
    step only one can store it.
    """

    def __init__(
        self,
        database: Database,
        channels: Mapping[int, Channel],
        communes: CommuneBook,
        files: FileStore,
        clock: Clock,
        *,
        sent: Callable[[set[int]], None] = lambda accounts: None,
        links: Callable[[Commune, str], Mapping[str, str]] = lambda commune, payload: {},
        at_once: int = 8,
    ) -> None:
        self._database = database
        self._channels = channels
        self._communes = communes
        self._files = files
        self._clock = clock
        self._sent = sent
        self._links = links
        self._room = asyncio.Semaphore(at_once)
        self._busy: set[tuple[int, str]] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._fetched: dict[int, _Fetched] = {}
        self._awake = asyncio.Event()
        self._wants_look = True
        # Chats of which it is known that something waits, in the order in which it came; a dict keeps it.
        self._told: dict[tuple[int, str], None] = {}
        # Chats in hand for which more has come meanwhile.
        self._again: set[tuple[int, str]] = set()

    def wake(self) -> None:
        """Look into the inbox now."""
        self._wants_look = True
        self._awake.set()

    def tell(self, account_id: int, key: str) -> None:
        """Something was stored for this chat: take it without looking for it."""
        if len(self._told) >= MOST_TOLD:
            # The inbox knows them all.
            self._told.clear()
            self._wants_look = True
        self._told[account_id, key] = None
        self._awake.set()

    async def run(self) -> None:
        """Work until cancelled. A database that is away is waited for."""
        try:
            now = asyncio.get_running_loop().time
            looked = 0.0
            while True:
                self._awake.clear()
                while self._told:
                    each = next(iter(self._told))
                    del self._told[each]
                    await self._begin(*each)
                if self._wants_look or now() - looked >= LOOK_EVERY:
                    self._wants_look = False
                    looked = now()
                    try:
                        self._wants_look = await self._look()
                    except Exception as failure:
                        if not is_gone(failure):
                            raise
                        log.warning("database away, worker waits")
                        self._wants_look = True
                        await asyncio.sleep(0.5)
                elif not self._told:
                    # Not `wait_for`: cancelled in the moment it is woken, that goes on as if nothing had been said.
                    with suppress(TimeoutError):
                        async with asyncio.timeout(LOOK_EVERY):
                            await self._awake.wait()
        finally:
            for task in list(self._tasks):
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def drain(self) -> bool:
        """Work until nothing that is due waits any more; tell whether there was anything."""
        worked = False
        while await self._look() or self._tasks:
            worked = True
            if self._tasks:
                await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
        return worked

    async def _look(self) -> bool:
        """Take up what waits in the inbox; tell whether there was anything."""
        async with self._database.single() as uow:
            waiting = await uow.inbox.waiting(self._clock.now(), 300)
        self._again.update(each for each in waiting if each in self._busy)
        fresh = [each for each in waiting if each not in self._busy and each[0] in self._channels]
        # Workers of several processes see the same; the less they begin with the same, the less is done for nothing.
        random.shuffle(fresh)
        for each in fresh:
            self._told.pop(each, None)
            await self._begin(*each)
        return bool(fresh)

    async def _begin(self, account_id: int, key: str) -> None:
        """Serve a chat as soon as there is room; one in hand is looked at again when its step is done."""
        if (account_id, key) in self._busy:
            self._again.add((account_id, key))
        elif account_id in self._channels:
            self._busy.add((account_id, key))
            await self._room.acquire()
            task = asyncio.create_task(self._serve(account_id, key))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _serve(self, account_id: int, key: str) -> None:
        """Take the steps of one chat, one after another."""
        chat = account_id, key
        try:
            while True:
                self._again.discard(chat)
                if not await self.take(account_id, key) and chat not in self._again:
                    break
        except Exception as failure:
            if not is_gone(failure):
                log.exception("worker failed outside a step")
            await asyncio.sleep(0.2)
            self.wake()
        finally:
            self._busy.discard(chat)
            self._again.discard(chat)
            self._room.release()

    async def take(self, account_id: int, key: str) -> bool:
        """Take the next step of a chat; False when nothing more waits, or another worker is at it."""
        channel = self._channels[account_id]
        now = self._clock.now()
        talk: Talk | None = None
        accounts: set[int] = set()
        try:
            async with self._database.step() as uow:
                talk = await self._claim(uow, account_id, key, now)
                if talk is None or talk.inbox_id is None:
                    return False
                heard = channel.read(talk.payload)
                if (
                    heard is not None
                    and heard.remote
                    and talk.inbox_id not in self._fetched
                    and self._is_meant(talk, heard)
                ):
                    raise _NeedsFiles(heard)
                accounts = await self._step(uow, talk, heard, now)
                changed = uow.calendar_days.changed or uow.lexicon.changed
        except _NeedsFiles as needs:
            assert talk is not None
            assert talk.inbox_id is not None
            return await self._fetch(channel, talk.inbox_id, needs.heard)
        except _TakenElsewhere:
            assert talk is not None
            assert talk.inbox_id is not None
            async with self._database.single() as uow:
                # Done by another worker, which will go on; or only the chat has changed, and this one tries again.
                return await uow.inbox.waits(talk.inbox_id)
        except Exception as failure:
            if is_gone(failure) or talk is None:
                raise
            async with self._database.single() as uow:
                overtaken = await uow.conversations.moved_on(talk)
            # What it went by is no longer so, e.g. the person is another now: it is no failure, but to be taken anew.
            if not overtaken:
                await self._failed(talk, failure)
            return True
        self._fetched.pop(talk.inbox_id, None)
        self._sent(accounts)
        if changed:
            await self._communes.refresh()
        return talk.more

    async def _claim(self, uow: UnitOfWork, account_id: int, key: str, now: datetime) -> Talk | None:
        talk = await uow.conversations.claim(account_id, key, now)
        if talk is None:
            address, in_group = place_of(key)
            await uow.conversations.open(account_id, key, address, in_group, self._communes.of_account(account_id), now)
            talk = await uow.conversations.claim(account_id, key, now)
        return talk

    # ── one step ──────────────────────────────────────────────────────────────────────────────────────────────

    async def _step(self, uow: Step, talk: Talk, heard: Heard | None, now: datetime) -> set[int]:
        state = from_json(talk.state)
        if talk.in_group and state.screen == 0:
            # Everyone sees everyone's buttons there: a number of one's own keeps them apart.
            state = replace(state, screen=talk.id * 1000)
        recent = [at for at in talk.recent if now.timestamp() - at < PACE_WINDOW]
        if heard is None:
            await self._finish(uow, talk, state, recent, talk.commune_id, talk.person, [], now)
            return set()
        event = heard.event
        if isinstance(event, Said) and talk.inbox_id in self._fetched:
            fetched = self._fetched[talk.inbox_id]
            for file in fetched.stored:
                await uow.files.add(file, now)
            event = replace(event, files=fetched.files, troubles=(*event.troubles, *fetched.troubles))
        commune = self._communes.get(talk.commune_id)
        if commune is None or self._communes.of_account(talk.account_id) is None:
            chosen = await find_commune(uow, self._communes.all(), talk, event, heard.user)
            if commune is not None and chosen != commune.id:
                talk, state = replace(talk, person=None, grants=()), leave_commune(state)
            commune = self._communes.get(chosen)
        if commune is None:
            state, replies = ask_commune(self._communes.all(), state, event, in_group=talk.in_group)
            rows = self._rows(talk, heard, None, None, state, replies, heard.language or FIRST, now)
            await self._finish(uow, talk, state, recent, None, None, rows, now)
            return {talk.account_id}
        someone = await self._person(uow, talk, heard, commune, now)
        grants = talk.grants if talk.person and not talk.in_group else await uow.people.grants(commune.id, someone.id)
        visit = await self._visit(uow, talk, heard, commune, someone, grants, state, now)
        state, said = await take_turn(visit, event)
        recent = [*recent, now.timestamp()][-2 * PACE :]
        too_fast = len(recent) > PACE and not talk.in_group
        # Told once, not at every step of those that follow.
        if too_fast and len(talk.recent) <= PACE:
            said.append(Reply((words("chat-slow-down"),)))
        language = visit.person.language
        await notices.queue(uow, commune, visit.desk.notices, now)
        rows = self._rows(talk, heard, commune, visit.person, state, said, language, now)
        if rows:
            shown = rows[0]["choices"]
            if shown:
                listed = self._channels[talk.account_id].lists(len(shown), in_group=talk.in_group)
                state = replace(state, menu=tuple((c["key"], c["label"]) for c in shown), listed=listed)
        await self._finish(
            uow, talk, state, recent, commune.id, visit.person if visit.person.id else None, rows, now,
            reachable=not isinstance(event, Left),
        )  # fmt: skip
        if too_fast:
            await uow.inbox.slow_down(talk.account_id, talk.key, now + timedelta(seconds=1))
        return {talk.account_id, *(self._channels if visit.desk.notices else ())}

    async def _person(self, uow: UnitOfWork, talk: Talk, heard: Heard, commune: Commune, now: datetime) -> Person:
        if talk.person is not None:
            if not talk.in_group and talk.person.conversation_id != talk.id:
                await uow.people.change(commune.id, talk.person.id, conversation_id=talk.id)
                return replace(talk.person, conversation_id=talk.id)
            return talk.person
        if talk.in_group:
            # In a group people are who they are in their own chat with the bot.
            known_in, person_id = await uow.conversations.person_in_private(talk.account_id, heard.user)
            if known_in == commune.id and person_id:
                found = await uow.people.find(commune.id, person_id)
            else:
                found = await self._known_before(uow, talk.account_id, heard.user, commune)
            return found or Person(commune.id, 0, heard.name, FIRST, None, None, None, None)
        before = await self._known_before(uow, talk.account_id, talk.key, commune)
        if before is not None:
            return before
        language = heard.language if heard.language in LANGUAGES else FIRST
        return await uow.people.add(commune.id, None, language or FIRST, now, conversation_id=talk.id)

    async def _known_before(self, uow: UnitOfWork, account_id: int, key: str, commune: Commune) -> Person | None:
        """Who somebody is in another commune that shares the account than the one they write to now."""
        if self._communes.of_account(account_id) is not None:
            return None
        return await uow.people.in_chat(commune.id, account_id, key)

    async def _visit(
        self,
        uow: Step,
        talk: Talk,
        heard: Heard,
        commune: Commune,
        someone: Person,
        grants: tuple[Any, ...],
        state: Conversation,
        now: datetime,
    ) -> Visit:
        actor = await find_actor(uow, commune, someone.id, grants)
        channel = self._channels[talk.account_id]
        return Visit(
            step=uow,
            desk=Desk(uow, commune, calendar_of(commune, now.year), actor, now),
            person=someone,
            talk=talk,
            state=state,
            known=Known(
                commune=commune,
                actor=actor,
                now=now,
                name=someone.name,
                hamlet=someone.hamlet,
                consented=someone.consented_at is not None,
                in_group=talk.in_group,
                typed=typed(someone.language),
                forms=FORMS,
            ),
            effect=Effect(""),
            user=heard.user,
            name_heard=heard.name,
            link=channel.link,
            group_link=lambda payload: channel.link(payload, group=True),
            links=lambda payload: self._links(commune, payload),
            files=self._files,
        )

    def _rows(
        self,
        talk: Talk,
        heard: Heard,
        commune: Commune | None,
        someone: Person | None,
        state: Conversation,
        said: list[Reply],
        language: str,
        now: datetime,
    ) -> list[dict[str, Any]]:
        """Everything said in one turn, as one message: fewer interruptions, and fewer messages to pay for."""
        if not said:
            return []
        choices: dict[str, Choice] = {c.key: c for reply in said for c in reply.choices}
        files = [file for reply in said for file in reply.files]
        shown = {reply.about for reply in said if reply.about}
        return [
            notices.outbox_row(
                account_id=talk.account_id,
                address=talk.address,
                commune_id=commune.id if commune else None,
                person_id=someone.id if someone and someone.id else None,
                text=render_all((line for reply in said for line in reply.lines), language),
                choices=[{"key": c.key, "label": render(c.label, language)} for c in choices.values()],
                files=[asdict(file) for file in files],
                about=shown.pop() if len(shown) == 1 else None,
                quiets=heard.quiets,
                queued_at=now.isoformat(),
            )
        ]

    async def _finish(
        self,
        uow: UnitOfWork,
        talk: Talk,
        state: Conversation,
        recent: list[float],
        commune_id: int | None,
        someone: Person | None,
        rows: list[dict[str, Any]],
        now: datetime,
        *,
        reachable: bool = True,
    ) -> None:
        done = await uow.conversations.finish(
            talk,
            state=to_json(state),
            recent=recent,
            commune_id=commune_id,
            person_id=someone.id if someone and not talk.in_group else None,
            reachable=reachable,
            outbox=rows,
            now=now,
        )
        if not done:
            raise _TakenElsewhere

    def _is_meant(self, talk: Talk, heard: Heard) -> bool:
        """What people send each other in a group is not fetched, let alone kept."""
        if not talk.in_group or not isinstance(heard.event, Said):
            return True
        commune = self._communes.get(talk.commune_id)
        work = typed_work(heard.event.text, typed(FIRST), commune.code_prefix) if commune else None
        return heard.event.named or heard.event.reply_to is not None or bool(work and work.meaning)

    # ── what may go wrong ─────────────────────────────────────────────────────────────────────────────────────

    async def _fetch(self, channel: Channel, inbox_id: int, heard: Heard) -> bool:
        """Fetch what the channel still holds, outside any transaction."""
        files: list[Attachment] = []
        stored: list[StoredFile] = []
        troubles: list[tuple[str, str]] = []
        for remote in heard.remote:
            try:
                file = await self._files.keep(_whole(channel.fetch(remote)))
            except (Refused, GiveUp) as refused:
                code = refused.code if isinstance(refused, Refused) else refused.trouble
                troubles.append((code if code.startswith("file-") else "file-unreachable", remote.name))
            except (TryLater, OSError):
                async with self._database.begin() as uow:
                    tries = await uow.inbox.tries(inbox_id)
                    if tries < MAX_TRIES:
                        await uow.inbox.failed(inbox_id, "file", self._clock.now() + RETRY_AFTER * (tries + 1))
                        return True
                troubles.append(("file-unreachable", remote.name))
            else:
                stored.append(file)
                files.append(attachment(file, remote.name))
        self._fetched[inbox_id] = _Fetched(tuple(files), tuple(stored), tuple(troubles))
        return True

    async def _failed(self, talk: Talk, failure: Exception) -> None:
        """A step that keeps failing is set aside; the person is told once, the chat goes on."""
        assert talk.inbox_id is not None
        reference = secrets.token_hex(4)
        log.error(
            "step failed [%s] inbox=%s try=%s",
            reference,
            talk.inbox_id,
            talk.tries + 1,
            exc_info=_bare(failure),
        )
        now = self._clock.now()
        async with self._database.begin() as uow:
            if talk.tries + 1 < MAX_TRIES:
                await uow.inbox.failed(talk.inbox_id, reference, now + RETRY_AFTER * (talk.tries + 1) / 4)
                return
            await uow.inbox.set_aside(talk.inbox_id, reference, now)
            language = talk.person.language if talk.person else FIRST
            row = notices.outbox_row(
                account_id=talk.account_id,
                address=talk.address,
                commune_id=talk.commune_id,
                text=render(words("chat-failed", reference=reference), language),
                queued_at=now,
            )
            await uow.outbox.add([row])
        self._sent({talk.account_id})


async def _whole(chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    async for chunk in chunks:
        yield chunk


def _bare(failure: Exception) -> tuple[type[BaseException], BaseException, Any]:
    """The failure with its place but without its words: a database error quotes what people wrote."""
    shown = RuntimeError(type(failure).__name__)
    return type(shown), shown, failure.__traceback__


class _NeedsFiles(Exception):
    def __init__(self, heard: Heard) -> None:
        self.heard = heard


class _TakenElsewhere(Exception):
    """Another worker has taken this step already; everything done here is undone."""
