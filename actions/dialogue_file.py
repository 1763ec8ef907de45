"""Dialogues from a file: for whoever prefers writing them down to setting them up in the chat."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from actions.calendar import calendar_of
from actions.closing import take_over
from actions.desk import Desk, actor_of
from actions.milestone import add_legal_milestones, follow_dialogue
from actions.reminder import schedule
from domain.commune import VIETNAM, Commune
from domain.dialogue import Dialogue, DialogueState
from domain.refusal import Refused
from storage.database import UnitOfWork

_CLOSE_AT = time(17, 0)


class _Dialogue(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    key: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
    title: Annotated[str, Field(min_length=3, max_length=200)]
    hamlet: str | None = None
    day: date
    time: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
    venue: Annotated[str, Field(min_length=3, max_length=200)] | None = None
    collecting: bool = True
    speakers_until: datetime | None = None
    speaker_limit: Annotated[int, Field(ge=1, le=500)] | None = None


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    commune: str
    dialogues: Annotated[list[_Dialogue], Field(min_length=1)]

    @field_validator("dialogues")
    @classmethod
    def _keys_are_unique(cls, dialogues: list[_Dialogue]) -> list[_Dialogue]:
        keys = [dialogue.key for dialogue in dialogues]
        twice = sorted({key for key in keys if keys.count(key) > 1})
        if twice:
            raise ValueError(f"keys given twice: {', '.join(twice)}")
        return dialogues


def read_dialogues(raw: Mapping[str, Any]) -> tuple[str, list[_Dialogue]]:
    """The commune's slug and its dialogues. Raises Refused `setup-refused` with the places that are wrong."""
    try:
        read = _File.model_validate(raw)
    except ValidationError as wrong:
        problems = [f"{'.'.join(str(part) for part in e['loc']) or 'file'}: {e['msg']}" for e in wrong.errors()]
        raise Refused("setup-refused", {"problems": "\n".join(problems)}) from None
    return read.commune, read.dialogues


async def apply_dialogues(uow: UnitOfWork, commune: Commune, wanted: list[_Dialogue], now: datetime) -> list[str]:
    """Create what is new, change what differs; return one line per change. Raises Refused `setup-refused`."""
    lines: list[str] = []
    for each in wanted:
        if each.hamlet is not None and commune.hamlet(each.hamlet) is None:
            raise Refused("setup-refused", {"problems": f"{each.key}.hamlet: {each.hamlet} is not in the commune"})
        before = await uow.dialogues.by_key(commune.id, each.key)
        if before is None:
            number = await uow.numbers.next(commune.id, "dialogue")
            await uow.dialogues.add(_dialogue(commune, each, number), None, now, each.key)
            await _follow(uow, commune, _dialogue(commune, each, number), now)
            lines.append(f"+ {each.key}")
            continue
        after = _dialogue(commune, each, before.id)
        if before.state is not DialogueState.PLANNED:
            # It has gone on in the chat: a file that is applied again does not take it back.
            after = replace(after, state=before.state)
        after = replace(
            after,
            kind=before.kind,
            audience=before.audience,
            window=before.window,
            plan_id=before.plan_id,
            delegates_per_hamlet=before.delegates_per_hamlet,
        )
        changed = [f.name for f in fields(Dialogue) if getattr(before, f.name) != getattr(after, f.name)]
        if changed:
            await uow.dialogues.change(after)
            await _follow(uow, commune, after, now)
            lines += [f"{each.key}.{name}: {getattr(before, name)} → {getattr(after, name)}" for name in changed]
    return lines


async def _follow(uow: UnitOfWork, commune: Commune, dialogue: Dialogue, now: datetime) -> None:
    """What the law asks for around it, its days and its reminders."""
    desk = Desk(uow, commune, calendar_of(commune, now.year), actor_of(commune, 0, ()), now)
    await add_legal_milestones(desk, dialogue)
    await follow_dialogue(desk, dialogue)
    await schedule(desk, dialogue)
    await take_over(desk, dialogue)


def _dialogue(commune: Commune, read: _Dialogue, number: int) -> Dialogue:
    starts = datetime.combine(read.day, time.fromisoformat(read.time), VIETNAM)
    until = read.speakers_until or datetime.combine(read.day - timedelta(days=1), _CLOSE_AT, VIETNAM)
    if until.tzinfo is None:
        until = until.replace(tzinfo=VIETNAM)
    return Dialogue(
        commune.id,
        number,
        read.title,
        read.hamlet,
        read.venue or commune.venue,
        starts,
        until,
        read.speaker_limit or commune.speaker_limit,
        DialogueState.COLLECTING if read.collecting else DialogueState.PLANNED,
    )
