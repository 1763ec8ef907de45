"""Tests of setting communes up: the samples, what is compared, and what is taken up."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
import yaml

from actions.commune import CommuneSetup, apply_setup, commune_of, differences, load_communes, read_setup
from domain.commune import Hours
from domain.refusal import Refused
from storage.database import Database
from tests.town import SAMPLES

NOW = datetime(2025, 11, 7, 1, 0, tzinfo=UTC)
NAMES = ("cam-son", "cao-minh", "khoen-on", "nam-dan", "xuan-truong")


def raw(name: str = "cao-minh") -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((SAMPLES / f"{name}.yaml").read_text(encoding="utf-8"))
    return read


@pytest.fixture(scope="module")
def samples() -> list[CommuneSetup]:
    return [read_setup(raw(file.stem)) for file in sorted(SAMPLES.glob("*.yaml"))]


# ── the samples ───────────────────────────────────────────────────────────────────────────────────────────────


def test_every_sample_is_a_set_up_file_that_says_it_is_a_sample(samples: list[CommuneSetup]) -> None:
    assert [setup.slug for setup in samples] == list(NAMES)
    assert [setup.slug for setup in samples if not setup.sample] == []


@pytest.mark.parametrize("field", ["code", "slug", "code_prefix"])
def test_no_two_samples_share_what_tells_communes_apart(samples: list[CommuneSetup], field: str) -> None:
    values = [getattr(setup, field) for setup in samples]

    assert len(set(values)) == len(values) == 5


def test_every_topic_of_a_sample_has_departments_that_exist(samples: list[CommuneSetup]) -> None:
    astray = [
        (setup.slug, topic.key, key)
        for setup in samples
        for topic in setup.topics
        for key in (topic.department, *topic.others)
        if key not in {department.key for department in setup.departments}
    ]

    assert astray == []
    assert all(setup.topics for setup in samples)


def test_every_sample_names_another_variable_for_its_bot(samples: list[CommuneSetup]) -> None:
    names = [setup.channels.telegram.token_env for setup in samples if setup.channels.telegram]

    assert len(set(names)) == len(names)


# ── reading ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_a_file_leaves_out_has_a_value() -> None:
    left_out = ("quiet_hours", "digest_at", "answer_working_days", "speaker_limit", "office_hours", "channels",
                "chairs", "days_off", "work_days", "sample")  # fmt: skip
    commune = commune_of(read_setup({key: value for key, value in raw().items() if key not in left_out}))

    assert commune.quiet_hours == Hours(time(21, 0), time(6, 30))
    assert commune.digest_at == time(7, 30)
    assert (commune.answer_working_days, commune.speaker_limit) == (10, 15)
    assert commune.working_weekdays == (1, 2, 3, 4, 5)
    assert commune.office_hours == ()
    assert commune.telegram_token_env is None
    assert not commune.sample


@pytest.mark.parametrize(
    ("field", "value"),
    [
        pytest.param("code", "123456", id="code-too-long"),
        pytest.param("code", 1879, id="code-without-its-zero"),
        pytest.param("slug", "Cao Minh", id="slug-with-space"),
        pytest.param("code_prefix", "cm", id="prefix-in-small-letters"),
        pytest.param("code_prefix", "CAOMI", id="prefix-too-long"),
        pytest.param("answer_working_days", 0, id="no-days"),
        pytest.param("speaker_limit", 501, id="too-many-speakers"),
        pytest.param("digest_at", "25:00", id="no-such-hour"),
        pytest.param("quiet_hours", "21:00", id="half-a-span"),
        pytest.param("office_hours", {"days": [0]}, id="no-such-weekday"),
        pytest.param("office_hours", {"days": []}, id="never-open"),
        pytest.param("channels", {"web": False}, id="without-the-web"),
        pytest.param("channels", {"telegram": {"token": "1:x"}}, id="a-token-in-the-file"),
        pytest.param("channels", {"telegram": {"token_env": "1:secret"}}, id="a-token-for-its-variable"),
        pytest.param("days_off", ["30/4"], id="no-date"),
        pytest.param("hamlets", [], id="no-hamlets"),
        pytest.param("hamlets", None, id="hamlets-empty"),
        pytest.param("name", "", id="no-name"),
    ],
)
def test_a_wrong_value_is_refused_by_its_place(field: str, value: object) -> None:
    with pytest.raises(Refused) as caught:
        read_setup({**raw(), field: value})

    assert caught.value.code == "setup-refused"
    assert str(caught.value.facts["problems"]).startswith(field)


# ── comparing ─────────────────────────────────────────────────────────────────────────────────────────────────


def rows(*keys: str, **values: object) -> list[dict[str, object]]:
    return [{"key": key, **values} for key in keys]


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        pytest.param({"a": 1}, {"a": 1}, [], id="the-same"),
        pytest.param({"a": 1}, {"a": 2}, ["a: 1 → 2"], id="a-value"),
        pytest.param({"a": {"b": 1}}, {"a": {"b": 2}}, ["a.b: 1 → 2"], id="a-value-inside"),
        pytest.param({"a": 1}, {"b": 1}, ["- a", "+ b"], id="other-names"),
        pytest.param({"t": rows("x")}, {"t": rows("x", "y")}, ["+ t.y"], id="a-row-more"),
        pytest.param({"t": rows("x", "y")}, {"t": rows("y")}, ["- t.x"], id="a-row-less"),
        pytest.param({"t": rows("x", n=1)}, {"t": rows("x", n=2)}, ["t.x.n: 1 → 2"], id="a-row-changed"),
        pytest.param({"t": rows("x", "y")}, {"t": rows("y", "x")}, ["t: order"], id="rows-in-another-order"),
        pytest.param({"t": rows("x", "y")}, {"t": rows("z", "x", "y")}, ["+ t.z"], id="a-row-before-others"),
        pytest.param({"w": ["a", "b"]}, {"w": ["b", "c"]}, ["w: +c, -a"], id="a-list"),
        pytest.param({"w": ["a", "b"]}, {"w": ["b", "a"]}, ["w: order"], id="a-list-in-another-order"),
        pytest.param({"w": []}, {"w": ["a"]}, ["w: +a"], id="an-empty-list"),
        pytest.param({"w": ["a"]}, {"w": []}, ["w: -a"], id="a-list-emptied"),
        pytest.param(
            {"d": [{"day": "2025-11-20", "name": "Hội"}]},
            {"d": [{"day": "2025-11-21", "name": ""}]},
            ["d: +2025-11-21, -2025-11-20 (Hội)"],
            id="named-days",
        ),
        pytest.param({"o": None}, {"o": {"x": 1}}, ["o: None → {'x': 1}"], id="something-for-nothing"),
    ],
)
def test_what_would_change_is_told(before: object, after: object, lines: list[str]) -> None:
    assert differences(before, after) == lines


# ── applying ──────────────────────────────────────────────────────────────────────────────────────────────────


async def applied(database: Database, setup: dict[str, Any], at: datetime = NOW) -> list[str]:
    async with database.begin() as uow:
        return await apply_setup(uow, read_setup(setup), at)


@pytest.mark.parametrize("name", NAMES)
async def test_what_is_stored_is_what_the_file_says(database: Database, name: str) -> None:
    assert await applied(database, raw(name)) == ["+"]
    assert await applied(database, raw(name)) == []

    async with database.begin() as uow:
        stored = await load_communes(uow)
    expected = commune_of(read_setup(raw(name)))
    assert stored == {expected.id: expected}


async def test_topics_in_another_order_are_taken_up(database: Database) -> None:
    await applied(database, raw())
    turned = {**raw(), "topics": raw()["topics"][::-1]}

    assert await applied(database, turned) == ["topics: order"]
    async with database.begin() as uow:
        (commune,) = (await load_communes(uow)).values()
    assert [topic.key for topic in commune.topics] == [row["key"] for row in turned["topics"]]


async def test_only_a_change_counts_as_a_change(database: Database) -> None:
    async def latest() -> datetime | None:
        async with database.begin() as uow:
            return await uow.communes.latest_change()

    assert await latest() is None
    await applied(database, raw())
    await applied(database, raw(), NOW + timedelta(hours=1))
    assert await latest() == NOW
    await applied(database, {**raw(), "venue": "Nhà văn hóa"}, NOW + timedelta(hours=2))
    assert await latest() == NOW + timedelta(hours=2)


async def test_a_commune_may_take_another_slug_that_is_free(database: Database) -> None:
    await applied(database, raw())
    await applied(database, raw("nam-dan"))

    assert await applied(database, {**raw(), "slug": "cao-minh-moi"}) == ["slug: cao-minh → cao-minh-moi"]
    with pytest.raises(Refused) as caught:
        await applied(database, {**raw(), "slug": "nam-dan"})
    assert (caught.value.code, caught.value.facts) == ("setup-refused-slug", {"slug": "nam-dan"})
