"""Announcing a dialogue: to residents in the chat, on paper (the facts of the poster), over the loudspeaker."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

import yaml

from actions.card import hamlet_of, head_words
from actions.desk import Desk
from actions.dialogue import find_dialogue
from actions.milestone import ANNOUNCE, complete_milestone, milestone_key
from documents.poster import Link, Poster, Row
from domain.access import OnDialogue, check
from domain.announcement import read_out, spoken_time
from domain.calendar import day_of
from domain.commune import Commune, Hamlet
from domain.dialogue import Dialogue, DialogueState
from domain.notice import Choice, Notice, ToResidents, Urgency, Words, verbatim, words
from domain.refusal import Refused
from storage.broadcast import Broadcast, BroadcastKind


@dataclass(frozen=True)
class Announcement:
    """What residents are told of a dialogue, how many of them, and what its clerk should know before.

    `days_left` are those until it is held, where they are fewer than the law asks for; `last` is the announcement
    before.
    """

    dialogue: Dialogue
    lines: tuple[Words, ...]
    choices: tuple[Choice, ...]
    people: int
    days_left: int | None
    last: Broadcast | None


async def announcement_of(desk: Desk, dialogue_id: int) -> Announcement:
    """Raises Refused for anyone but a clerk, and for a dialogue that is off or has begun."""
    check(desk.actor, OnDialogue.ANNOUNCE, desk.commune)
    dialogue = await find_dialogue(desk, dialogue_id)
    if dialogue.state in (DialogueState.POSTPONED, DialogueState.CANCELLED):
        raise Refused(f"dialogue-refused-when-{dialogue.state}", {"title": dialogue.title})
    if dialogue.is_over(desk.now):
        raise Refused("dialogue-refused-over")
    left = (dialogue.day - day_of(desk.now)).days if dialogue.day else None
    before = await desk.uow.broadcasts.of_dialogue(desk.commune.id, dialogue.id, [BroadcastKind.ANNOUNCEMENT])
    return Announcement(
        dialogue,
        _lines(desk, dialogue),
        _choices(desk, dialogue),
        await desk.uow.broadcasts.audience(
            desk.commune.id, dialogue.hamlet, desk.now, templates=desk.commune.announces_by_template
        ),
        left if left is not None and left < desk.commune.notice_days else None,
        before[0] if before else None,
    )


def _lines(desk: Desk, dialogue: Dialogue) -> tuple[Words, ...]:
    commune, until = desk.commune, dialogue.speakers_until
    lines = [
        words(
            "announce-text", commune=_commune(commune), title=dialogue.title, when=dialogue.when(),
            venue=dialogue.venue, who=dialogue.audience or hamlet_of(commune, dialogue.hamlet),
        )
    ]  # fmt: skip
    if dialogue.starts_at is None:
        lines.append(words("announce-day-later"))
    if dialogue.takes_opinions(desk.now):
        lines.append(words("announce-opinions"))
    elif dialogue.state in (DialogueState.PLANNED, DialogueState.ANNOUNCED):
        lines.append(words("announce-opinions-later"))
    if dialogue.takes_speakers(desk.now):
        lines.append(words("dialogue-speakers-until", until=until) if until else words("dialogue-speakers-open"))
    lines.append(words("announce-how", head=head_words(commune, commune.hamlet(dialogue.hamlet)), office=commune.venue))
    return tuple(lines)


def _choices(desk: Desk, dialogue: Dialogue) -> tuple[Choice, ...]:
    rows = [
        Choice(f"attend.yes:{dialogue.id}", words("attend-yes")),
        Choice(f"attend.no:{dialogue.id}", words("attend-no")),
    ]
    if dialogue.takes_opinions(desk.now):
        rows.append(Choice(f"petition.begin:{dialogue.id}", words("menu-petition")))
    if dialogue.takes_speakers(desk.now):
        rows.append(Choice(f"speaker.begin:{dialogue.id}", words("menu-speaker")))
    return (*rows, Choice(f"dialogue.show:{dialogue.id}", words("dialogue-see")))


async def announce(desk: Desk, dialogue_id: int, note: str, after: int = 0) -> Announcement:
    """Tell the residents, mark the notice that the law asks for (Law 72/2025, art. 43) as given, with `note`.

    `after` is the number of the announcement before, 0 where there was none. Raises Refused for anyone but a clerk,
    and when it was announced since.
    """
    check(desk.actor, OnDialogue.ANNOUNCE, desk.commune)
    dialogue = await desk.uow.dialogues.find(desk.commune.id, dialogue_id, lock=True)
    announcement = await announcement_of(desk, dialogue_id)
    last = announcement.last
    if last is not None and last.id != after:
        raise Refused("announce-refused-already", {"at": last.made_at})
    if dialogue is not None and dialogue.state is DialogueState.PLANNED:
        await desk.uow.dialogues.move(dialogue, DialogueState.ANNOUNCED)
    desk.tell(
        Notice(
            ToResidents(announcement.dialogue.id, announcement.dialogue.hamlet, desk.actor.person),
            announcement.lines,
            announcement.choices,
            urgency=Urgency.BROADCAST,
            expires_at=announcement.dialogue.starts_at,
        )
    )
    await _complete(desk, announcement.dialogue, note)
    return announcement


async def _complete(desk: Desk, dialogue: Dialogue, note: str) -> None:
    key = milestone_key(dialogue.id, None, ANNOUNCE)
    for milestone in await desk.uow.milestones.of_dialogue(desk.commune.id, dialogue.id):
        if milestone.key == key and milestone.is_open:
            await complete_milestone(desk, milestone.id, note)


def poster_of(
    commune: Commune,
    dialogue: Dialogue,
    hamlet: Hamlet | None,
    links: Mapping[str, str],
    *,
    say: Callable[[Words], str],
    language: str,
    opinions_until: date | None = None,
    topics: Sequence[str] = (),
    office: str = "",
) -> Poster:
    """The poster for `hamlet`, for the whole commune where it is None; `say` puts words into `language`.

    `links` are the addresses that lead to the dialogue, by channel ("web", "telegram", "zalo"). Without `topics` the
    fields of the commune are named, without `office` (where opinions are taken on paper) its venue.
    """
    hamlet = hamlet or commune.hamlet(dialogue.hamlet)
    day, hour = _when(dialogue.starts_at)
    return Poster(
        language=language,
        heading=say(words("poster-heading", commune=_commune(commune))),
        place=commune.province,
        invitation=say(_invitation(commune, dialogue, hamlet)),
        title=dialogue.title,
        day=_capital(say(day)),
        hour=_capital(say(hour)) if hour else "",
        venue=Row(say(words("dialogue-label-venue")), dialogue.venue),
        who=Row(say(words("poster-label-who")), _capital(say(_who(commune, dialogue)))),
        topics_label=say(words("poster-label-topics")),
        topics=tuple(topics) or tuple(topic.name for topic in commune.topics),
        others=say(words("poster-others")),
        deadlines=tuple(_deadlines(dialogue, opinions_until, say)),
        scan=say(words("poster-scan")),
        links=tuple(Link(say(words(f"poster-channel-{channel}")), url, typed(url)) for channel, url in links.items()),
        contact=say(words("poster-contact", head=head_words(commune, hamlet), office=office or commune.venue)),
    )


def loudspeaker_script(
    commune: Commune,
    dialogue: Dialogue,
    hamlet: Hamlet | None,
    *,
    opinions_until: date | None = None,
    office: str = "",
) -> tuple[Words, ...]:
    """What the reader of the loudspeaker reads aloud, in paragraphs; the first is a note to the reader.

    Takes a minute to a minute and a half at the pace of a loudspeaker.
    """
    hamlet = hamlet or commune.hamlet(dialogue.hamlet)
    starts, until = _moment(dialogue.starts_at), _moment(dialogue.speakers_until)
    script = [
        words("loudspeaker-note"),
        words("loudspeaker-greeting", unit=_unit(commune, hamlet)),
        words("loudspeaker-what", commune=_commune(commune), title=_read_out(dialogue.title)),
        words("loudspeaker-when", hour=starts[0], day=starts[1]) if starts else words("loudspeaker-when-open"),
        words("loudspeaker-where", venue=_read_out(dialogue.venue)),
        words("loudspeaker-audience", audience=_read_out(dialogue.audience))
        if dialogue.audience
        else words("loudspeaker-who", unit=_invited(commune, dialogue)),
        words("loudspeaker-how", head=head_words(commune, hamlet), office=_read_out(office or commune.venue)),
        words("loudspeaker-opinions", day=_day(opinions_until))
        if opinions_until
        else words("loudspeaker-opinions-open"),
    ]
    if until:
        script.append(words("loudspeaker-speakers", hour=until[0], day=until[1]))
    return (*script, words("loudspeaker-come"), words("loudspeaker-closing"))


def typed(url: str) -> str:
    """The part of a link that somebody types: it opens the same chat, which then asks for the hamlet."""
    return url.partition("://")[2].partition("?")[0].rstrip("/")


# ── words ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _commune(commune: Commune) -> Words:
    return words(f"commune-{commune.kind}", name=commune.name)


def _unit(commune: Commune, hamlet: Hamlet | None) -> Words:
    if hamlet is None:
        return _commune(commune)
    return words("poster-hamlet", kind=words(f"hamlet-kind-{hamlet.kind}"), name=hamlet.name)


def _invited(commune: Commune, dialogue: Dialogue) -> Words:
    """A dialogue of the commune is for all its people, also where one hamlet is told of it."""
    return _unit(commune, commune.hamlet(dialogue.hamlet))


def _invitation(commune: Commune, dialogue: Dialogue, hamlet: Hamlet | None) -> Words:
    if dialogue.audience:
        return words("poster-invitation-audience", audience=dialogue.audience)
    return words("poster-invitation", unit=_unit(commune, hamlet))


def _who(commune: Commune, dialogue: Dialogue) -> Words:
    if dialogue.audience:
        return verbatim(dialogue.audience)
    return words("poster-who", unit=_invited(commune, dialogue))


def _hour(moment: datetime) -> Words:
    said = spoken_time(moment)
    return words(
        "hour-said",
        sharp=said.minute == 0,
        hour=str(said.hour),
        minute=f"{said.minute:02d}",
        part=words(f"hour-part-{said.part}"),
    )


def _weekday(day: date) -> Words:
    return words(f"weekday-{day.isoweekday()}")


def _day(day: date) -> Words:
    # Numbers as text: 2025 is no quantity, to be written 2.025.
    return words(
        "day-said", weekday=_weekday(day), day=str(day.day), month=words(f"month-{day.month}"), year=str(day.year)
    )


def _moment(moment: datetime | None) -> tuple[Words, Words] | None:
    """Hour and day as they are said; None while not fixed."""
    return (_hour(moment), _day(day_of(moment))) if moment else None


def _when(starts_at: datetime | None) -> tuple[Words, Words | None]:
    """Day and hour in the poster's large letters."""
    if starts_at is None:
        return words("poster-day-open"), None
    day = day_of(starts_at)
    return words("poster-day", weekday=_weekday(day), date=day), _hour(starts_at)


def _deadlines(dialogue: Dialogue, opinions_until: date | None, say: Callable[[Words], str]) -> list[Row]:
    rows = [_opinions(opinions_until, say)]
    until = dialogue.speakers_until
    if until is not None:
        day = day_of(until)
        at = words("poster-moment", hour=_hour(until), weekday=_weekday(day), date=day)
        rows.append(Row(say(words("poster-label-speakers")), _capital(say(at))))
    return rows


def _opinions(until: date | None, say: Callable[[Words], str]) -> Row:
    if until is None:
        return Row(say(words("poster-label-opinions-open")), say(words("poster-opinions-open")))
    day = words("poster-day", weekday=_weekday(until), date=until)
    return Row(say(words("poster-label-opinions")), _capital(say(day)))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _read_out(text: str) -> str:
    return read_out(text, _said())


@cache
def _said() -> Mapping[str, str]:
    """How abbreviations are read out."""
    said: dict[str, str] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    return said
