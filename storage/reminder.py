"""Reminders: what is to be told when, and what became of it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.calendar import day_of
from domain.reminder import Reminder, ReminderKind, ReminderOutcome
from storage.key import Key, pairs

# A clock that is put back tells nobody twice within this time.
MORNINGS_KEPT = timedelta(days=30)


@dataclass(frozen=True)
class Chat:
    """Where somebody is told things; `person` None is a group."""

    account_id: int
    address: str
    language: str
    person: int | None
    reachable: bool = True


@dataclass(frozen=True)
class Staff:
    """A person with a role, and their chat."""

    commune_id: int
    role: str
    department: str
    hamlet: str
    chat: Chat


@dataclass(frozen=True)
class Guest:
    """Somebody who comes to a dialogue, and the chat in which to tell of it: their own, or that of who named them.

    `number` is that of a registration to speak, None of who only comes.
    """

    chat: Chat
    number: int | None = None
    name: str | None = None
    own: bool = True


_DUE_COMMUNES = text("select distinct commune_id from reminder where done_at is null and due_at <= :now")
_DUE = text("""
    select * from reminder
    where commune_id = any(:communes) and done_at is null and due_at <= :now
    order by commune_id, due_at, id for update skip locked
""")
_PUT = text("""
    insert into reminder (commune_id, key, kind, due_at, until, dialogue_id, milestone_id, commitment_id, question_id)
    select commune_id, key, kind, due_at, until, dialogue_id, milestone_id, commitment_id, question_id
    from jsonb_to_recordset(:rows) as row(
        commune_id int, key text, kind text, due_at timestamptz, until timestamptz, dialogue_id int, milestone_id int,
        commitment_id int, question_id int)
    on conflict (commune_id, key) do update set due_at = excluded.due_at, until = excluded.until
    where reminder.done_at is null and reminder.due_at > :now
""").bindparams(bindparam("rows", type_=JSONB))
# What is due already but not told yet stays, as long as its subject still hangs on the same day.
_DROP = text("""
    delete from reminder
    where commune_id = :commune and done_at is null
      and (dialogue_id = any(:dialogues) or milestone_id = any(:milestones)
           or commitment_id = any(:commitments) or question_id = any(:questions))
      and key <> all(:keys)
      and not (due_at <= :now and regexp_replace(key, '/[^/]*$', '') = any(:series))
""")
_FINISH = text("""
    update reminder set done_at = :now, outcome = ended.outcome
    from unnest(cast(:communes as int[]), cast(:ids as bigint[]), cast(:outcomes as text[]))
        as ended(of_commune, of_id, outcome)
    where commune_id = of_commune and id = of_id
""")
_POSTPONE = text("""
    update reminder set due_at = row.due_at
    from jsonb_to_recordset(:rows) as row(commune_id int, id bigint, due_at timestamptz)
    where reminder.commune_id = row.commune_id and reminder.id = row.id
""").bindparams(bindparam("rows", type_=JSONB))
_MORNINGS = text("""
    insert into reminder (commune_id, key, kind, due_at, done_at, outcome)
    select commune_id, 'morning/' || day, 'morning', at, :now, 'told'
    from jsonb_to_recordset(:rows) as row(commune_id int, day text, at timestamptz)
    on conflict (commune_id, key) do nothing
    returning commune_id
""").bindparams(bindparam("rows", type_=JSONB))
_FORGET_MORNINGS = text("""
    delete from reminder
    where commune_id = any(:communes) and key >= 'morning/' and key < 'morning/' || :before and kind = 'morning'
""")
_STAFF = text("""
    select g.commune_id, g.role, g.department, g.hamlet, p.id as person, p.language, c.account_id, c.address,
           c.reachable
    from role_grant g
    join person p on p.commune_id = g.commune_id and p.id = g.person_id
    join conversation c on c.id = p.conversation_id
    where g.commune_id = any(:communes) and g.role = any(:roles)
    order by g.commune_id, p.id
""")
_GROUPS = text(
    "select commune_id, department, account_id, address from department_chat where commune_id = any(:communes)"
)
_GUESTS = text("""
    select g.*, p.language, c.account_id, c.address, c.reachable from (
        select s.commune_id, s.dialogue_id, coalesce(s.person_id, s.registered_by) as person, s.number, s.name,
               s.person_id is not null as own
        from speaker s
        join unnest(cast(:communes as int[]), cast(:ids as int[])) as wanted(of_commune, of_id)
          on s.commune_id = of_commune and s.dialogue_id = of_id
        where s.withdrawn_at is null
        union all
        select a.commune_id, a.dialogue_id, a.person_id, null, null, true
        from attendance a
        join unnest(cast(:communes as int[]), cast(:ids as int[])) as wanted(of_commune, of_id)
          on a.commune_id = of_commune and a.dialogue_id = of_id
        where a.comes
        union all
        select d.commune_id, d.dialogue_id, d.named_by, null, d.name, false
        from delegate d
        join unnest(cast(:communes as int[]), cast(:ids as int[])) as wanted(of_commune, of_id)
          on d.commune_id = of_commune and d.dialogue_id = of_id
    ) g
    join person p on p.commune_id = g.commune_id and p.id = g.person
    join conversation c on c.id = p.conversation_id
    order by g.commune_id, g.dialogue_id, g.person, g.number, g.name
""")
_COLLECTED = text("""
    select p.commune_id, p.dialogue_id, p.hamlet, count(*) as items
    from petition p
    join unnest(cast(:communes as int[]), cast(:ids as int[])) as wanted(of_commune, of_id)
      on p.commune_id = of_commune and p.dialogue_id = of_id
    where p.state <> 'withdrawn' and p.hamlet is not null
    group by 1, 2, 3
""")
_OF_MILESTONE = text("select * from reminder where commune_id = :commune and milestone_id = :id order by due_at, id")
_OF_DIALOGUE = text("""
    select * from reminder
    where commune_id = :commune and dialogue_id = :id and kind = any(:kinds) order by due_at, id
""")
# Any number, as long as nobody else uses it: the sweep of reminders goes on in one process at a time.
_ALONE = text("select pg_try_advisory_xact_lock(7325043)")


class Reminders:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    # ── making them ───────────────────────────────────────────────────────────────────────────────────────────

    async def put(self, rows: Sequence[Reminder], now: datetime) -> None:
        """Add what is not there; what was told stays told, what still waits gets its new moment."""
        if rows:
            plain = [
                {
                    "commune_id": r.commune_id,
                    "key": r.key,
                    "kind": r.kind.value,
                    "due_at": r.due_at.isoformat(),
                    "until": r.until.isoformat() if r.until else None,
                    "dialogue_id": r.dialogue_id,
                    "milestone_id": r.milestone_id,
                    "commitment_id": r.commitment_id,
                    "question_id": r.question_id,
                }
                for r in {(r.commune_id, r.key): r for r in rows}.values()
            ]
            await self._connection.execute(_PUT, {"rows": plain, "now": now})

    async def drop(
        self,
        commune_id: int,
        dialogues: Collection[int],
        milestones: Collection[int],
        wanted: Sequence[Reminder],
        now: datetime,
        *,
        commitments: Collection[int] = (),
        questions: Collection[int] = (),
    ) -> None:
        """Forget what waits for these subjects and is not `wanted` any more."""
        await self._connection.execute(
            _DROP,
            {
                "commune": commune_id,
                "dialogues": list(dialogues),
                "milestones": list(milestones),
                "commitments": list(commitments),
                "questions": list(questions),
                "keys": [r.key for r in wanted],
                "series": sorted({r.series for r in wanted}),
                "now": now,
            },
        )

    # ── telling them ──────────────────────────────────────────────────────────────────────────────────────────

    async def alone(self) -> bool:
        """Whether nobody else is telling reminders; until the end of the transaction nobody else will."""
        return bool(await self._connection.scalar(_ALONE))

    async def due_communes(self, now: datetime) -> frozenset[int]:
        return frozenset(await self._connection.scalars(_DUE_COMMUNES, {"now": now}))

    async def due(self, communes: Collection[int], now: datetime) -> list[Reminder]:
        """What is due in `communes`, locked; what somebody is changing just now is left for the next look."""
        rows = await self._connection.execute(_DUE, {"communes": list(communes), "now": now})
        return [_reminder(row) for row in rows]

    async def finish(self, ended: Iterable[tuple[Reminder, ReminderOutcome]], now: datetime) -> None:
        if rows := [(r.commune_id, r.id, outcome.value) for r, outcome in ended]:
            communes, ids, outcomes = (list(column) for column in zip(*rows, strict=True))
            await self._connection.execute(
                _FINISH, {"communes": communes, "ids": ids, "outcomes": outcomes, "now": now}
            )

    async def postpone(self, later: Iterable[tuple[Reminder, datetime]]) -> None:
        rows = [{"commune_id": r.commune_id, "id": r.id, "due_at": at.isoformat()} for r, at in later]
        if rows:
            await self._connection.execute(_POSTPONE, {"rows": rows})

    async def begin_mornings(self, mornings: Mapping[int, datetime], now: datetime) -> frozenset[int]:
        """Those of the communes whose morning nobody has begun yet; from now on it is begun."""
        rows = [
            {"commune_id": commune, "day": day_of(at).isoformat(), "at": at.isoformat()}
            for commune, at in mornings.items()
        ]
        if not rows:
            return frozenset()
        begun = list(await self._connection.scalars(_MORNINGS, {"rows": rows, "now": now}))
        before = day_of(now) - MORNINGS_KEPT
        await self._connection.execute(_FORGET_MORNINGS, {"communes": begun, "before": before.isoformat()})
        return frozenset(begun)

    # ── what they speak of, for many communes at once ─────────────────────────────────────────────────────────

    async def guests(self, keys: Collection[Key]) -> dict[Key, list[Guest]]:
        """Who speaks at a dialogue or said that they come; a speaker without a phone by who registered them."""
        found: dict[Key, list[Guest]] = {}
        if keys:
            for r in await self._connection.execute(_GUESTS, pairs(keys)):
                chat = Chat(r.account_id, r.address, r.language, r.person, r.reachable)
                found.setdefault((r.commune_id, r.dialogue_id), []).append(Guest(chat, r.number, r.name, r.own))
        return found

    async def collected(self, keys: Collection[Key]) -> dict[tuple[int, int, str], int]:
        """How many opinions have come for a dialogue from each hamlet."""
        if not keys:
            return {}
        rows = await self._connection.execute(_COLLECTED, pairs(keys))
        return {(r.commune_id, r.dialogue_id, r.hamlet): r.items for r in rows}

    async def staff(self, communes: Collection[int], roles: Collection[str]) -> list[Staff]:
        rows = await self._connection.execute(_STAFF, {"communes": list(communes), "roles": list(roles)})
        return [
            Staff(commune, role, department, hamlet, Chat(account, address, language, person, reachable))
            for commune, role, department, hamlet, person, language, account, address, reachable in rows
        ]

    async def groups(self, communes: Collection[int], language: str) -> dict[tuple[int, str], Chat]:
        """The groups of departments."""
        rows = await self._connection.execute(_GROUPS, {"communes": list(communes)})
        return {(r.commune_id, r.department): Chat(r.account_id, r.address, language, None) for r in rows}

    # ── what became of them ───────────────────────────────────────────────────────────────────────────────────

    async def of_milestone(self, commune_id: int, milestone_id: int) -> list[Reminder]:
        rows = await self._connection.execute(_OF_MILESTONE, {"commune": commune_id, "id": milestone_id})
        return [_reminder(row) for row in rows]

    async def of_dialogue(
        self, commune_id: int, dialogue_id: int, kinds: Collection[ReminderKind] = tuple(ReminderKind)
    ) -> list[Reminder]:
        wanted = {"commune": commune_id, "id": dialogue_id, "kinds": [kind.value for kind in kinds]}
        return [_reminder(row) for row in await self._connection.execute(_OF_DIALOGUE, wanted)]


def _reminder(row: Any) -> Reminder:
    """`row` has the columns of the table in their order: by name, each takes longer than the rest of reading one."""
    (
        commune_id, id_, key, kind, due_at, until, dialogue_id, milestone_id, done_at, outcome, commitment_id,
        question_id,
    ) = row  # fmt: skip
    return Reminder(
        commune_id, key, ReminderKind(kind), due_at, until, dialogue_id, milestone_id, id_, done_at,
        ReminderOutcome(outcome) if outcome else None, commitment_id, question_id,
    )  # fmt: skip
