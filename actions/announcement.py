"""Announcing a dialogue on paper and over the loudspeaker: the facts of the poster, and the script."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path

import yaml

from documents.poster import Link, Poster, Row
from domain.announcement import read_out, spoken_time
from domain.calendar import day_of
from domain.commune import Commune, Hamlet
from domain.dialogue import Dialogue
from domain.notice import Words, verbatim, words


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
        contact=say(words("poster-contact", head=_head(hamlet), office=office or commune.venue)),
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
        words("loudspeaker-how", head=_head(hamlet), office=_read_out(office or commune.venue)),
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


def _head(hamlet: Hamlet | None) -> Words:
    return words(f"head-{hamlet.kind if hamlet else 'any'}")


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
