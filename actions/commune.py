"""Setting a commune up from its file: validated, compared with what is there, applied as often as one likes."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from domain.commune import (
    Answering,
    CalendarDay,
    Commune,
    CommuneKind,
    DayKind,
    Department,
    Duty,
    FollowUp,
    Hamlet,
    HamletKind,
    Hours,
    Office,
    Retention,
    Rights,
    Template,
    Topic,
    ZaloAccount,
)
from domain.refusal import Refused
from storage.database import UnitOfWork
from understanding.matter import Body

Key = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
Name = Annotated[str, Field(min_length=1, max_length=120)]
Span = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class _Hamlet(_Strict):
    key: Key
    name: Name
    kind: HamletKind


class _Department(_Strict):
    key: Key
    name: Name
    external: bool = False
    upper_level: bool = False
    approval: bool = True


class _Topic(_Strict):
    key: Key
    name: Annotated[str, Field(min_length=1, max_length=60)]
    department: Key
    others: list[Key] = Field(default=[], alias="with")
    answer_working_days: Annotated[int, Field(ge=1, le=120)] | None = None
    words: list[Annotated[str, Field(min_length=1, max_length=80)]] = []
    chair_approves: bool = False


class _NamedDay(_Strict):
    day: date
    name: Annotated[str, Field(max_length=80)] = ""


_Days = list[date | _NamedDay]


class _OfficeHours(_Strict):
    # Without a working day no answer would ever be due.
    days: Annotated[list[Annotated[int, Field(ge=1, le=7)]], Field(min_length=1)] = [1, 2, 3, 4, 5]
    morning: Span | None = None
    afternoon: Span | None = None


class _Law(_Strict):
    """Law on Local Government Organisation 72/2025, art. 43: a commune may set itself stricter numbers."""

    notice_days: Annotated[int, Field(ge=1, le=60)] = 7
    publish_days: Annotated[int, Field(ge=1, le=60)] = 10
    dialogues_a_year: Annotated[int, Field(ge=1, le=12)] = 1


class _Reminders(_Strict):
    days_before: Annotated[list[Annotated[int, Field(ge=0, le=60)]], Field(max_length=8)] = [7, 3, 1, 0]
    chair_after_days: Annotated[int, Field(ge=1, le=60)] = 3


class _Answering(_Strict):
    undo_seconds: Annotated[int, Field(ge=0, le=600)] = 60
    again_within_days: Annotated[int, Field(ge=1, le=365)] = 30
    again_working_days: Annotated[int, Field(ge=1, le=60)] = 5
    extension_working_days: Annotated[int, Field(ge=1, le=60)] = 10
    repeat_question_working_days: Annotated[int, Field(ge=1, le=60)] = 5
    unreplied_working_days: Annotated[int, Field(ge=2, le=120)] = 10


class _FollowUp(_Strict):
    conclusion_days: Annotated[int, Field(ge=1, le=60)] = 5
    progress_days: Annotated[int, Field(ge=1, le=60)] = 5
    question_working_days: Annotated[int, Field(ge=1, le=60)] = 5


class _Rights(_Strict):
    """Decree 356/2025, art. 5: a commune may be quicker."""

    respond_working_days: Annotated[int, Field(ge=1, le=10)] = 2
    carry_out_days: Annotated[int, Field(ge=1, le=60)] = 15


class _Retention(_Strict):
    petition_years: Annotated[int, Field(ge=1, le=70)] = 5
    file_days: Annotated[int, Field(ge=7, le=3650)] = 30
    # Replies can be given to cards as old as this.
    message_days: Annotated[int, Field(ge=30, le=3650)] = 180
    chat_days: Annotated[int, Field(ge=30, le=3650)] = 730
    # Channels repeat a delivery for a day at most; a week is on the safe side.
    delivery_days: Annotated[int, Field(ge=2, le=365)] = 7
    archive_days: Annotated[int, Field(ge=1, le=30)] = 7


Phone = Annotated[str, Field(pattern=r"^\+?[0-9][0-9 .]{1,18}[0-9]$")]
# Who hears what is no petition; who made a decision is named in the decision itself.
Hearing = Literal[Body.COMMUNE_CHAIR, Body.UPPER_LEVEL, Body.PARTY_INSPECTION, Body.POLICE, Body.UPPER_POLICE]


class _Office(_Strict):
    """What is left out is said in general words: the commune's own seat and hours, or the name of the body alone."""

    name: Annotated[str, Field(max_length=160)] = ""
    address: Annotated[str, Field(max_length=200)] = ""
    hours: Annotated[str, Field(max_length=160)] = ""
    phone: Phone | Literal[""] = ""


class _Duty(_Strict):
    title: Annotated[str, Field(min_length=1, max_length=80)]
    phone: Phone
    department: Key | None = None


EnvironmentName = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]*$")]


class _TelegramAccount(_Strict):
    token_env: EnvironmentName


class _ZaloTemplate(_Strict):
    """A template that Zalo has approved: its id, and which of our facts fills which of its parameters."""

    id: Annotated[str, Field(pattern=r"^\d{1,20}$")]
    facts: Annotated[dict[str, str], Field(max_length=20)] = {}
    price: Annotated[int, Field(ge=0, le=10_000)] = 0


class _ZaloAccount(_Strict):
    """An Official Account; its secrets are in the environment variables that are named here."""

    app_id: Annotated[str, Field(pattern=r"^\d{1,25}$")]
    oa_id: Annotated[str, Field(pattern=r"^\d{1,25}$")]
    app_secret_env: EnvironmentName
    oa_secret_env: EnvironmentName
    templates: dict[Literal["answer", "question", "progress", "change", "reminder", "announcement"], _ZaloTemplate] = {}
    ask_to_tap: bool = True


class _ZaloBot(_Strict):
    token_env: EnvironmentName


class _Channels(_Strict):
    web: Literal[True] = True
    telegram: _TelegramAccount | None = None
    zalo_oa: _ZaloAccount | None = None
    zalo_bot: _ZaloBot | None = None


class CommuneSetup(_Strict):
    """The set-up file of a commune; `code` is its administrative code, the key of everything."""

    sample: bool = False
    code: Annotated[str, Field(pattern=r"^\d{5}$")]
    slug: Key
    name: Name
    kind: CommuneKind
    province: Name
    code_prefix: Annotated[str, Field(pattern=r"^[A-Z]{1,4}$")]
    chairs: list[Name] = []
    venue: Name
    office_hours: _OfficeHours = _OfficeHours()
    quiet_hours: Span = "21:00-06:30"
    digest_at: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] = "07:30"
    answer_working_days: Annotated[int, Field(ge=1, le=120)] = 10
    speaker_limit: Annotated[int, Field(ge=1, le=500)] = 15
    law: _Law = _Law()
    reminders: _Reminders = _Reminders()
    answering: _Answering = _Answering()
    follow_up: _FollowUp = _FollowUp()
    rights: _Rights = _Rights()
    retention: _Retention = _Retention()
    offices: dict[Hearing, _Office] = {}
    duty: _Duty | None = None
    channels: _Channels = _Channels()
    days_off: _Days = []
    work_days: _Days = []
    hamlets: Annotated[list[_Hamlet], Field(min_length=1)]
    departments: Annotated[list[_Department], Field(min_length=1)]
    topics: Annotated[list[_Topic], Field(min_length=1)]

    @field_validator("hamlets", "departments", "topics")
    @classmethod
    def _keys_are_unique(cls, rows: list[Any]) -> list[Any]:
        keys = [row.key for row in rows]
        twice = sorted({key for key in keys if keys.count(key) > 1})
        if twice:
            raise ValueError(f"keys given twice: {', '.join(twice)}")
        return rows

    @model_validator(mode="after")
    def _departments_exist(self) -> "CommuneSetup":
        known = {department.key for department in self.departments}
        for topic in self.topics:
            for key in (topic.department, *topic.others):
                if key not in known:
                    raise ValueError(f"topic {topic.key} names department {key}, which is not in departments")
        if self.duty is not None and self.duty.department not in (None, *known):
            raise ValueError(f"duty names department {self.duty.department}, which is not in departments")
        return self


def read_setup(raw: Mapping[str, Any]) -> CommuneSetup:
    """Validate the content of a set-up file. Raises Refused `setup-refused` with the places that are wrong."""
    try:
        return CommuneSetup.model_validate(raw)
    except ValidationError as wrong:
        problems = [
            f"{'.'.join(str(part) for part in error['loc']) or 'file'}: {error['msg']}" for error in wrong.errors()
        ]
        raise Refused("setup-refused", {"problems": "\n".join(problems)}) from None


def _span(text: str) -> Hours:
    start, _, end = text.partition("-")
    return Hours(time.fromisoformat(start), time.fromisoformat(end))


def _days(days: _Days, kind: DayKind) -> list[CalendarDay]:
    return [
        CalendarDay(day.day, kind, day.name) if isinstance(day, _NamedDay) else CalendarDay(day, kind) for day in days
    ]


def commune_of(setup: CommuneSetup, added: Iterable[CalendarDay] = ()) -> Commune:
    """The commune as the rules know it, with the days of the calendar `added` in the chat."""
    hours = setup.office_hours
    return Commune(
        id=int(setup.code),
        slug=setup.slug,
        name=setup.name,
        kind=setup.kind,
        province=setup.province,
        code_prefix=setup.code_prefix,
        venue=setup.venue,
        quiet_hours=_span(setup.quiet_hours),
        digest_at=time.fromisoformat(setup.digest_at),
        answer_working_days=setup.answer_working_days,
        speaker_limit=setup.speaker_limit,
        working_weekdays=tuple(hours.days),
        chairs=tuple(setup.chairs),
        office_hours=tuple(_span(span) for span in (hours.morning, hours.afternoon) if span),
        hamlets=tuple(Hamlet(h.key, h.name, h.kind) for h in setup.hamlets),
        departments=tuple(Department(d.key, d.name, d.external, d.upper_level, d.approval) for d in setup.departments),
        topics=tuple(
            Topic(t.key, t.name, t.department, tuple(t.others), t.answer_working_days, tuple(t.words), t.chair_approves)
            for t in setup.topics
        ),
        days=(*_days(setup.days_off, DayKind.OFF), *_days(setup.work_days, DayKind.WORK), *added),
        notice_days=setup.law.notice_days,
        publish_days=setup.law.publish_days,
        dialogues_a_year=setup.law.dialogues_a_year,
        remind_days_before=tuple(sorted(set(setup.reminders.days_before), reverse=True)),
        chair_told_after=setup.reminders.chair_after_days,
        answering=Answering(**setup.answering.model_dump()),
        follow_up=FollowUp(**setup.follow_up.model_dump()),
        rights=Rights(**setup.rights.model_dump()),
        retention=Retention(**setup.retention.model_dump()),
        offices=tuple((key.value, Office(**office.model_dump())) for key, office in setup.offices.items()),
        duty=Duty(**setup.duty.model_dump()) if setup.duty else None,
        telegram_token_env=setup.channels.telegram.token_env if setup.channels.telegram else None,
        zalo=_zalo_of(setup.channels.zalo_oa),
        zalo_bot_token_env=setup.channels.zalo_bot.token_env if setup.channels.zalo_bot else None,
        sample=setup.sample,
    )


def _zalo_of(account: _ZaloAccount | None) -> ZaloAccount | None:
    if account is None:
        return None
    templates = {kind: Template(t.id, tuple(t.facts.items()), t.price) for kind, t in account.templates.items()}
    return ZaloAccount(
        account.app_id, account.oa_id, account.app_secret_env, account.oa_secret_env,
        tuple(templates.items()), account.ask_to_tap,
    )  # fmt: skip


def with_words(commune: Commune, words: Mapping[str, Sequence[str]]) -> Commune:
    """The commune with the words, by topic, that its clerks have added to what points to its topics."""
    if not words:
        return commune
    topics = tuple(replace(each, words=(*each.words, *words.get(each.key, ()))) for each in commune.topics)
    return replace(commune, topics=topics)


async def load_communes(uow: UnitOfWork) -> dict[int, Commune]:
    """All communes that are set up, by id."""
    added, words = await uow.calendar_days.by_commune(), await uow.lexicon.used()
    setups = [CommuneSetup.model_validate(setup) for setup, _ in await uow.communes.setups()]
    communes = [commune_of(setup, added.get(int(setup.code), ())) for setup in setups]
    return {commune.id: with_words(commune, words.get(commune.id, {})) for commune in communes}


def differences(before: Any, after: Any, path: str = "") -> list[str]:
    """What applying would change, one line each: ``topics.giao-duc.name: A → B``, ``+ hamlets.x``, ``- hamlets.y``."""
    lines: list[str] = []
    if (
        isinstance(before, list)
        and isinstance(after, list)
        and all(isinstance(row, dict) and "key" in row for row in (*before, *after))
    ):
        kept = {row["key"] for row in before} & {row["key"] for row in after}
        stay = [[row["key"] for row in rows if row["key"] in kept] for rows in (before, after)]
        if stay[0] != stay[1]:
            lines.append(f"{path}: order")
        before, after = ({row["key"]: row for row in rows} for rows in (before, after))
    if isinstance(before, dict) and isinstance(after, dict):
        # In the order of the file: the database keeps none.
        for key in (*(key for key in before if key not in after), *after):
            where = f"{path}.{key}" if path else str(key)
            if key not in after:
                lines.append(f"- {where}")
            elif key not in before:
                lines.append(f"+ {where}")
            else:
                lines += differences(before[key], after[key], where)
        return lines
    if before == after:
        return []
    if isinstance(before, list) and isinstance(after, list):
        added = [_shown(value) for value in after if value not in before]
        removed = [_shown(value) for value in before if value not in after]
        changes = [f"+{value}" for value in added] + [f"-{value}" for value in removed]
        return [f"{path}: {', '.join(changes) or 'order'}"]
    return [f"{path}: {before} → {after}"]


def _shown(value: Any) -> str:
    """A day with its name as people write it, anything else as it is."""
    if isinstance(value, dict) and "day" in value:
        return f"{value['day']} ({value['name']})" if value.get("name") else str(value["day"])
    return str(value)


async def apply_setup(uow: UnitOfWork, setup: CommuneSetup, now: datetime) -> list[str]:
    """Set the commune up; return what changed ("+" alone for a new one), nothing when it was like that already.

    Raises Refused when a department, topic or hamlet that open petitions need would go.
    """
    commune_id = int(setup.code)
    plain = setup.model_dump(mode="json", by_alias=True)
    before = await uow.communes.setup(commune_id)
    changes = ["+"] if before is None else differences(before, plain)
    if not changes:
        return []
    if before is not None:
        await _check_unused(uow, commune_id, changes)
    other = await uow.communes.id_of(setup.slug)
    if other not in (None, commune_id):
        raise Refused("setup-refused-slug", {"slug": setup.slug})
    await uow.communes.apply(commune_id, setup.slug, plain, now)
    await uow.communes.open_account(f"web:{setup.slug}", "web", commune_id, None)
    return changes


_REMOVED = re.compile(r"^- (departments|topics|hamlets)\.([a-z0-9-]+)$")


async def _check_unused(uow: UnitOfWork, commune_id: int, changes: list[str]) -> None:
    for line in changes:
        removed = _REMOVED.match(line)
        if removed and await uow.petitions.any_open(commune_id, removed[1].removesuffix("s"), removed[2]):
            raise Refused("setup-refused-in-use", {"what": f"{removed[1]}.{removed[2]}"})
