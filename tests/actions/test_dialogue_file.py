"""Tests of dialogues from a file: what is read, what is created, and what applying again leaves alone."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
import yaml

from actions.commune import apply_setup, commune_of, read_setup
from actions.dialogue_file import apply_dialogues, read_dialogues
from domain.commune import VIETNAM
from domain.dialogue import Dialogue, DialogueState
from domain.refusal import Refused
from storage.database import Database
from tests.town import SAMPLES

NOW = datetime(2025, 11, 7, 1, 0, tzinfo=UTC)
CAO_MINH = read_setup(yaml.safe_load((SAMPLES / "cao-minh.yaml").read_text(encoding="utf-8")))
COMMUNE = commune_of(CAO_MINH)
PLAIN: dict[str, Any] = {"key": "nam-2025", "title": "Hội nghị năm 2025", "day": "2025-11-14", "time": "07:30"}


async def applied(database: Database, *dialogues: dict[str, Any]) -> list[str]:
    slug, wanted = read_dialogues({"commune": "cao-minh", "dialogues": list(dialogues)})
    assert slug == "cao-minh"
    async with database.begin() as uow:
        await apply_setup(uow, CAO_MINH, NOW)
        return await apply_dialogues(uow, COMMUNE, wanted, NOW)


async def stored(database: Database, key: str = "nam-2025") -> Dialogue:
    async with database.begin() as uow:
        found = await uow.dialogues.by_key(COMMUNE.id, key)
    assert found is not None
    return found


async def test_what_a_file_leaves_out_comes_from_the_commune(database: Database) -> None:
    assert await applied(database, PLAIN) == ["+ nam-2025"]

    assert await stored(database) == Dialogue(
        commune_id=1879,
        id=1,
        title="Hội nghị năm 2025",
        hamlet=None,
        venue="Trụ sở UBND xã Cao Minh",
        starts_at=datetime(2025, 11, 14, 7, 30, tzinfo=VIETNAM),
        speakers_until=datetime(2025, 11, 13, 17, 0, tzinfo=VIETNAM),
        speaker_limit=15,
        state=DialogueState.COLLECTING,
    )


async def test_everything_can_be_said(database: Database) -> None:
    said = {
        **PLAIN, "hamlet": "thon-mau-2", "venue": "Nhà văn hóa", "collecting": False, "speaker_limit": 3,
        "speakers_until": "2025-11-12T11:00",
    }  # fmt: skip
    assert await applied(database, said) == ["+ nam-2025"]

    found = await stored(database)
    assert (found.hamlet, found.venue, found.speaker_limit) == ("thon-mau-2", "Nhà văn hóa", 3)
    assert found.state is DialogueState.PLANNED
    assert found.speakers_until == datetime(2025, 11, 12, 11, 0, tzinfo=VIETNAM)  # said without a zone: Vietnam's


async def test_applying_again_changes_only_what_differs(database: Database) -> None:
    await applied(database, PLAIN)
    before = await stored(database)

    assert await applied(database, PLAIN) == []
    assert await stored(database) == before
    lines = await applied(database, {**PLAIN, "title": "Hội nghị cuối năm", "speaker_limit": 20})
    assert lines == ["nam-2025.title: Hội nghị năm 2025 → Hội nghị cuối năm", "nam-2025.speaker_limit: 15 → 20"]
    assert await stored(database) == replace(before, title="Hội nghị cuối năm", speaker_limit=20)


async def test_numbers_go_on_without_gaps(database: Database) -> None:
    other = {**PLAIN, "key": "thon-2025", "hamlet": "thon-mau-1"}
    await applied(database, PLAIN)
    with pytest.raises(Refused):
        await applied(database, {**PLAIN, "key": "lost"}, {**other, "hamlet": "thon-la"})
    assert await applied(database, PLAIN, other) == ["+ thon-2025"]

    assert (await stored(database)).id == 1
    assert (await stored(database, "thon-2025")).id == 2


async def test_a_dialogue_that_was_closed_in_the_chat_stays_closed(database: Database) -> None:
    await applied(database, PLAIN)
    async with database.begin() as uow:
        found = await uow.dialogues.by_key(COMMUNE.id, "nam-2025")
        assert found is not None
        await uow.dialogues.change(replace(found, state=DialogueState.COLLATED))

    assert await applied(database, PLAIN) == []
    assert (await stored(database)).state is DialogueState.COLLATED


async def test_an_unknown_hamlet_is_refused_by_its_place(database: Database) -> None:
    with pytest.raises(Refused) as caught:
        await applied(database, {**PLAIN, "hamlet": "thon-la"})

    assert caught.value.facts == {"problems": "nam-2025.hamlet: thon-la is not in the commune"}


@pytest.mark.parametrize(
    ("file", "place"),
    [
        pytest.param({"commune": "cao-minh"}, "dialogues", id="nothing-in-it"),
        pytest.param({"commune": "cao-minh", "dialogues": []}, "dialogues", id="an-empty-list"),
        pytest.param({"dialogues": [PLAIN]}, "commune", id="of-no-commune"),
        pytest.param({"commune": "cao-minh", "dialogues": [PLAIN, PLAIN]}, "dialogues", id="the-same-twice"),
        pytest.param(
            {"commune": "cao-minh", "dialogues": [{**PLAIN, "day": "14/11"}]}, "dialogues.0.day", id="no-date"
        ),
        pytest.param(
            {"commune": "cao-minh", "dialogues": [PLAIN, {**PLAIN, "time": "24:00"}]}, "dialogues.1.time", id="no-hour"
        ),
        pytest.param(
            {"commune": "cao-minh", "dialogues": [{**PLAIN, "speaker_limit": 0}]},
            "dialogues.0.speaker_limit",
            id="nobody-may-speak",
        ),
    ],
)
def test_a_wrong_file_is_refused_by_its_places(file: dict[str, Any], place: str) -> None:
    with pytest.raises(Refused) as caught:
        read_dialogues(file)

    assert caught.value.code == "setup-refused"
    assert str(caught.value.facts["problems"]).startswith(f"{place}: ")
