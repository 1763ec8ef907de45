"""A year of a commune, lived through day by day with the real sweeps, and everything that anybody was told."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import groupby, zip_longest
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import text

from actions.announcement import announce
from actions.attendance import answer_invitation
from actions.calendar import calendar_of
from actions.commune import apply_setup, commune_of, load_communes, read_setup
from actions.conclusion import NoticeFacts, draft_notice, issue_notice, set_facts
from actions.delegate import name_delegates
from actions.desk import Desk
from actions.dialogue import DialogueDraft, create_dialogue, fix_day, move_dialogue, speakers_until
from actions.milestone import complete_milestone, deadline_of_rule, milestone_key
from actions.petition import PetitionDraft, submit_petition
from actions.plan import begin_plan, open_questions, settle
from actions.plan_change import apply_plan
from actions.plan_meaning import OPEN
from actions.reminder import schedule
from documents.plan import read_plan
from documents.text import read_text
from domain.access import Actor, Grant, Role
from domain.commune import VIETNAM, Commune
from domain.conclusion import NoticeLayout
from domain.dialogue import Dialogue, DialogueState, Window
from domain.milestone import Milestone, Rule
from domain.naming import NOBODY
from domain.notice import Attachment, Words
from domain.plan import Plan
from domain.speaker import SpeakerRegistration
from handlers import notices
from locales import FIRST, render
from scheduler.broadcasts import send_broadcasts
from scheduler.sweeps import follow_calendars, remind, renew_reminders
from storage.broadcast import BroadcastKind
from storage.database import Database
from tests.documents.papers import source
from tests.town import SAMPLES

GOLDEN = Path(__file__).parent / "years"
# At the first two people are reminded; by noon nothing may be left.
LOOKS = (time(6, 30), time(7, 30), time(12))
MAP = re.compile(r"(?<=query=)\S+")


@dataclass(frozen=True)
class Told:
    """One message: when it was queued, for whom, and what it says."""

    at: datetime
    who: str
    text: str
    keys: tuple[str, ...]


class Year:
    """A commune with staff; people are known by what they are called."""

    def __init__(self, database: Database, commune: Commune, start: datetime) -> None:
        self.database = database
        self.commune = commune
        self.now = start
        self.people: dict[str, int] = {}
        self.told: list[Told] = []
        self._looked: dict[int, date] = {}
        self._renewed: dict[int, Commune] = {}
        self._followed: date | None = None
        self._account = 0
        self._seen = 0

    @classmethod
    async def begin(cls, database: Database, slug: str, start: date, **changes: Any) -> "Year":
        raw = yaml.safe_load((SAMPLES / f"{slug}.yaml").read_text(encoding="utf-8"))
        setup = read_setup({**raw, **changes})
        year = cls(database, commune_of(setup), datetime.combine(start, time(9), VIETNAM))
        async with database.begin() as uow:
            await apply_setup(uow, setup, year.now)
            year._account = (await uow.communes.open_account(f"web:{slug}", "web", year.commune.id, None)).id
        return year

    # ── who is there ──────────────────────────────────────────────────────────────────────────────────────────

    async def comes(self, name: str, *grants: Grant, hamlet: str | None = None) -> int:
        """Somebody with a chat of their own, and with these roles."""
        async with self.database.begin() as uow:
            await uow.conversations.open(
                self._account, name, name, in_group=False, commune_id=self.commune.id, now=self.now
            )
            chat = await uow.connection.scalar(text("select id from conversation where key = :key"), {"key": name})
            person = await uow.people.add(self.commune.id, name, "vi", self.now, chat)
            await uow.people.change(self.commune.id, person.id, consented_at=self.now, hamlet=hamlet)
            for grant in grants:
                await uow.people.give(self.commune.id, person.id, grant, self.now)
        self.people[name] = person.id
        return person.id

    async def staff(self, departments: Mapping[str, str], hamlets: Mapping[str, str]) -> None:
        """A clerk, a chair, an officer by name for each department key, a head by name for each hamlet key."""
        await self.comes("Văn phòng", Grant(Role.CLERK))
        await self.comes("Chủ tịch", Grant(Role.CHAIR))
        for name, department in departments.items():
            await self.comes(name, Grant(Role.OFFICER, department=department))
        for name, hamlet in hamlets.items():
            await self.comes(name, Grant(Role.HAMLET_HEAD, hamlet=hamlet), hamlet=hamlet)

    # ── what they do ──────────────────────────────────────────────────────────────────────────────────────────

    async def acts(self, work: Callable[[Desk], Awaitable[Any]], by: str = "Văn phòng") -> Any:
        """Let somebody do something now, as a step would."""
        async with self.database.begin() as uow:
            person = self.people[by]
            grants = await uow.people.grants(self.commune.id, person)
            actor = Actor(self.commune.id, person, grants)
            desk = Desk(uow, self.commune, calendar_of(self.commune, self.now.year), actor, self.now)
            done = await work(desk)
            await notices.queue(uow, desk.commune, desk.notices, self.now)
        return done

    async def hands_over(self, plan: str, answers: Mapping[str, str]) -> list[Dialogue]:
        """The clerk has a sample plan read and confirms it; `answers` are by question, all others are left open."""

        async def read() -> Plan:
            return read_plan(read_text(source(plan).encode(), plan))

        async def work(desk: Desk) -> list[Dialogue]:
            reading, left = await begin_plan(desk, plan, read), dict(answers)
            for question in await open_questions(desk, reading):
                nothing = NOBODY if question.kind == "department" else OPEN
                await settle(desk, reading.draft.id, question.key, left.pop(question.key, nothing))
            assert not left, left
            return list((await apply_plan(desk, reading.draft.id, _spoken)).dialogues)

        made: list[Dialogue] = await self.acts(work)
        return made

    async def dialogue(
        self,
        title: str,
        *,
        venue: str,
        starts: datetime | None = None,
        window: Window | None = None,
        hamlet: str | None = None,
        milestones: Sequence[tuple[str, str, Rule, str | None]] = (),
        collecting: bool = True,
    ) -> Dialogue:
        """`milestones` are what, title, rule, department; the legal ones are there anyway."""

        async def work(desk: Desk) -> Dialogue:
            until = speakers_until(starts, desk.now) if starts else None
            made = await create_dialogue(
                desk, DialogueDraft(title, hamlet, venue, starts, until, 15, collecting, window=window)
            )
            for position, (what, title_, rule, department) in enumerate(milestones, start=1):
                number = await desk.uow.numbers.next(desk.commune.id, "milestone")
                due = deadline_of_rule(desk.commune, rule, made.day, desk).due_on
                key = milestone_key(made.id, None, f"plan-{what}", position)
                new = Milestone(
                    desk.commune.id, number, key, what, rule, due, dialogue_id=made.id, title=title_,
                    department=department,
                )  # fmt: skip
                await desk.uow.milestones.add([new])
            await schedule(desk, made)
            return made

        made: Dialogue = await self.acts(work)
        return made

    async def fixes(self, dialogue: Dialogue, starts: datetime, venue: str | None = None) -> None:
        await self.acts(lambda desk: fix_day(desk, dialogue.id, starts, venue or dialogue.venue))

    async def announces(self, dialogue: Dialogue) -> None:
        async def work(desk: Desk) -> None:
            before = await desk.uow.broadcasts.of_dialogue(desk.commune.id, dialogue.id, [BroadcastKind.ANNOUNCEMENT])
            await announce(desk, dialogue.id, "", before[0].id if before else 0)

        await self.acts(work)

    async def moves(self, dialogue: Dialogue, *states: DialogueState) -> None:
        """The clerk leads it through some steps of its life, one after another."""
        for state in states:
            await self.acts(partial(move_dialogue, dialogue_id=dialogue.id, state=state))

    async def will_come(self, dialogue: Dialogue, *names: str) -> None:
        for name in names:
            await self.acts(lambda desk: answer_invitation(desk, dialogue.id, comes=True), name)

    async def sends(self, dialogue: Dialogue, hamlet: str, *names: str, by: str) -> None:
        """A hamlet head names whom the hamlet sends."""
        await self.acts(lambda desk: name_delegates(desk, dialogue.id, hamlet, names), by)

    async def finishes(self, title: str, by: str = "Văn phòng", files: tuple[Attachment, ...] = ()) -> None:
        """Somebody marks the open milestone that begins with `title`, or is of this kind."""

        async def work(desk: Desk) -> None:
            for each in await desk.uow.milestones.open_of(desk.commune.id):
                if each.title.startswith(title) or each.what == title:
                    await complete_milestone(desk, each.id, "", files)
                    return
            raise AssertionError(f"no open milestone {title!r}")

        await self.acts(work, by)

    async def speaks(self, dialogue: Dialogue, *names: str, by: str | None = None) -> None:
        """People register to speak; with `by`, somebody registers them who have no phone."""
        async with self.database.begin() as uow:
            for name in names:
                number = await uow.numbers.next(self.commune.id, f"speaker/{dialogue.id}")
                own = None if by else self.people[name]
                topic = self.commune.topics[0].key
                await uow.speakers.add(
                    SpeakerRegistration(
                        self.commune.id,
                        dialogue.id,
                        number,
                        own,
                        name,
                        None,
                        own or self.people[by or name],
                        topic,
                        "…",
                    ),
                    self.now,
                )

    async def writes(self, dialogue: Dialogue, body: str, topic: str, name: str, hamlet: str) -> None:
        """A resident sends an opinion for a dialogue."""
        draft = PetitionDraft(body, topic, hamlet, dialogue.id, name)
        await self.acts(lambda desk: submit_petition(desk, draft), name)

    async def issues(self, dialogue: Dialogue, number: str, day: date) -> None:
        """The clerk has the conclusion notice drafted, gives it its number, and issues it."""

        async def work(desk: Desk) -> None:
            await draft_notice(desk, dialogue.id)
            await set_facts(desk, dialogue.id, NoticeFacts(number, NoticeLayout.STATE, day, "Chủ tịch", "Lê Văn Mẫu"))
            await issue_notice(desk, dialogue.id, Attachment("0" * 64, "thong-bao.docx", "document", 1))

        await self.acts(work)

    async def collects(self, dialogue: Dialogue, hamlet: str, by: str, items: int) -> None:
        """A hamlet head forwards opinions; they are answered at once, so that they make no work of their own."""
        async with self.database.begin() as uow:
            for number in range(items):
                await uow.connection.execute(
                    text(
                        "insert into petition (commune_id, code, state, topic, department, hamlet, dialogue_id, author,"
                        " name_shown, collected, body, received_at, due_on, answer_days)"
                        " values (:commune, :code, 'answered', 'khac', 'khac', :hamlet, :dialogue, :author, false,"
                        " true, '', :now, :day, 10)"
                    ),
                    {
                        "commune": self.commune.id, "code": f"X{dialogue.id}-{hamlet}-{number}", "hamlet": hamlet,
                        "dialogue": dialogue.id, "author": self.people[by], "now": self.now, "day": self.now.date(),
                    },
                )  # fmt: skip

    # ── time ──────────────────────────────────────────────────────────────────────────────────────────────────

    async def look(self) -> int:
        """One round of the sweeps, as the timetable runs them; how many messages they queued."""
        told = 0
        if self._followed != self.now.date():
            # Last days of petitions follow the calendar; nobody here has an open one, so once a day is enough.
            told += await follow_calendars(self.database, [self.commune], self.now)
            self._followed = self.now.date()
        told += await renew_reminders(self.database, [self.commune], self.now, self._renewed)
        return told + await remind(self.database, [self.commune], self.now, self._looked)

    async def broadcast(self) -> None:
        """What was announced goes to everybody, and has arrived."""
        await send_broadcasts(self.database, {self.commune.id: self.commune}.get, lambda: self.now)
        async with self.database.begin() as uow:
            await uow.connection.execute(
                text("update outbox set sent_at = :now where broadcast_id is not null"), {"now": self.now}
            )
        await send_broadcasts(self.database, {self.commune.id: self.commune}.get, lambda: self.now)

    async def restarts(self) -> None:
        """Another process goes on: nothing is remembered but what is stored."""
        self._looked, self._renewed, self._followed = {}, {}, None

    async def lives(
        self,
        until: date,
        events: Mapping[datetime, Callable[[], Awaitable[Any]]] | None = None,
        down: Sequence[tuple[datetime, datetime]] = (),
    ) -> None:
        """Go on to the end of `until`: sweeps at every hour that counts, `events` in between, nothing while `down`."""
        happening = dict(events or {})
        first = self.now.astimezone(VIETNAM).date()
        days = (first + timedelta(days=n) for n in range((until - first).days + 1))
        moments = {datetime.combine(day, look, VIETNAM) for day in days for look in LOOKS}
        moments |= {end for _, end in down}
        for moment in sorted(moments | happening.keys()):
            if moment < self.now:
                continue
            self.now = moment
            if moment in happening:
                await happening.pop(moment)()
                async with self.database.begin() as uow:
                    self.commune = (await load_communes(uow))[self.commune.id]
                await self.broadcast()
                await self._read()
            elif not any(start <= moment < end for start, end in down) and await self.look():
                await self._read()
        assert not happening, happening

    async def _read(self) -> None:
        async with self.database.begin() as uow:
            rows = await uow.connection.execute(
                text("select id, address, text, choices from outbox where id > :seen order by id"), {"seen": self._seen}
            )
            for row in rows:
                self._seen = row.id
                keys = tuple(choice["key"] for choice in row.choices)
                self.told.append(Told(self.now.astimezone(VIETNAM), row.address, row.text, keys))

    # ── what became of it ─────────────────────────────────────────────────────────────────────────────────────

    def page(self) -> str:
        """Everything that was told, for people to read: day and hour, who, and line by line what.

        Those who were told the same at the same moment stand together.
        """
        lines: list[str] = []
        for (at, said), together in groupby(self.told, key=lambda told: (told.at, told.text)):
            weekday = "T2 T3 T4 T5 T6 T7 CN".split()[at.weekday()]
            heads = [f"{'':21}{told.who}" for told in together]
            heads[0] = f"{weekday} {at:%d/%m/%Y %H:%M}  {heads[0].strip()}"
            said_lines = [MAP.sub("…", line) for line in said.splitlines() if line]
            lines += [f"{head:<46}| {line}" for head, line in zip_longest(heads, said_lines, fillvalue="")]
        return "\n".join(line.rstrip() for line in lines) + "\n"

    async def outcomes(self) -> list[tuple[str, str | None]]:
        """Reminders by key, with what became of them."""
        async with self.database.begin() as uow:
            rows = await uow.connection.execute(
                text("select key, outcome from reminder where kind <> 'morning' order by due_at, key")
            )
            return [(row.key, row.outcome) for row in rows]


def _spoken(name: Words) -> str:
    return render(name, FIRST)


def compare(year: Year, name: str) -> None:
    """Hold what was told against the file that people have read; a file that is missing is written and fails."""
    golden = GOLDEN / f"{name}.txt"
    page = year.page()
    if not golden.exists():
        golden.write_text(page, encoding="utf-8")
        raise AssertionError(f"{golden.name} was written: read it line by line, then run again")
    assert page == golden.read_text(encoding="utf-8")
