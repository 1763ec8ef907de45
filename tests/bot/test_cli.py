"""Tests of the command line, as whoever runs the program meets it: what it prints, refuses and leaves behind."""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import asyncpg
import pytest
import yaml
import zxingcpp
from PIL import Image
from sqlalchemy import text

from actions.calendar import calendar_of
from actions.commune import load_communes
from actions.desk import Desk, actor_of
from actions.invitation import accept
from bot.audit import sentence
from bot.cli import main
from domain.access import Grant, Role
from domain.audit import Broken, Fault
from domain.invitation import read_code
from domain.refusal import Refused
from storage.database import Database
from storage.embedded import EmbeddedPostgres
from storage.inbox import Delivery
from storage.migrate import newest
from tests.storage.test_audit import file_one
from tests.town import SAMPLES

NOW = datetime(2025, 11, 7, 1, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Ran:
    status: int
    out: str
    err: str


Command = Callable[..., Awaitable[Ran]]


@pytest.fixture
def doithoai(dsn: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Command:
    """The command, on the test's own database; in a thread, because it has an event loop of its own."""
    monkeypatch.setenv("DATABASE_URL", dsn)
    monkeypatch.setenv("DOITHOAI_DATA_DIR", str(tmp_path / "var"))
    for name in ("PUBLIC_URL", "HOST", "PORT", "TELEGRAM_TOKEN", "TELEGRAM_API_BASE", "TRUSTED_PROXIES", "LOG_LEVEL"):
        monkeypatch.delenv(f"DOITHOAI_{name}", raising=False)

    def called(arguments: tuple[str, ...]) -> int:
        try:
            return main(arguments)
        except SystemExit as stopped:
            return stopped.code if isinstance(stopped.code, int) else -1

    async def run(*arguments: object) -> Ran:
        capfd.readouterr()
        status = await asyncio.to_thread(called, tuple(str(each) for each in arguments))
        said = capfd.readouterr()
        return Ran(status, said.out, said.err)

    return run


def sample(name: str = "cao-minh") -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((SAMPLES / f"{name}.yaml").read_text(encoding="utf-8"))
    return read


@pytest.fixture
def file(tmp_path: Path) -> Callable[[Any], Path]:
    def written(content: Any) -> Path:
        path = tmp_path / "commune.yaml"
        path.write_text(
            content if isinstance(content, str) else yaml.safe_dump(content, allow_unicode=True), encoding="utf-8"
        )
        return path

    return written


File = Callable[[Any], Path]


async def stored(database: Database, statement: str) -> list[tuple[Any, ...]]:
    async with database.begin() as uow:
        return [tuple(row) for row in await uow.connection.execute(text(statement))]


# ── help ──────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_help_lists_every_command(doithoai: Command) -> None:
    ran = await doithoai("--help")

    assert ran.status == 0
    listed = [line.split()[0] for line in ran.out.splitlines() if re.match(r"    \w", line)]
    assert listed == [
        "demo",
        "run",
        "commune",
        "dialogue",
        "plan",
        "invite",
        "poster",
        "zalo",
        "route",
        "understanding",
        "secret",
        "set-aside",
        "audit",
        "migrate",
        "test",
        "bench",
    ]


@pytest.mark.parametrize("arguments", [(), ("dance",), ("commune",), ("commune", "apply"), ("run", "--role", "boss")])
async def test_a_wrong_call_is_told_how_to_call_it(doithoai: Command, arguments: tuple[str, ...]) -> None:
    ran = await doithoai(*arguments)

    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("usage: doithoai")


# ── communes ──────────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_commune_is_set_up_once_and_then_nothing_changes(doithoai: Command, database: Database) -> None:
    path = SAMPLES / "cao-minh.yaml"

    assert await doithoai("commune", "apply", path) == Ran(
        0, "cao-minh: new commune, 3 hamlets, 17 departments, 16 topics.\n", ""
    )
    applied = await stored(database, "select applied_at from commune")
    assert await doithoai("commune", "apply", path) == Ran(0, "cao-minh: nothing changes.\n", "")
    assert await stored(database, "select applied_at from commune") == applied
    assert await stored(database, "select name, channel, commune_id from channel_account") == [
        ("web:cao-minh", "web", 1879)
    ]


async def test_changes_are_shown_one_a_line(doithoai: Command, file: File, database: Database) -> None:
    setup = sample()
    await doithoai("commune", "apply", file(setup))
    setup["venue"] = "Nhà văn hóa"
    setup["hamlets"] = [*setup["hamlets"][1:], {"key": "moi", "name": "Mới", "kind": "ban"}]
    setup["topics"][0]["name"] = "Đất đai"
    setup["topics"][1:3] = reversed(setup["topics"][1:3])
    setup["days_off"] = ["2025-11-20"]

    expected = (
        "cao-minh:\n"
        "  venue: Trụ sở UBND xã Cao Minh → Nhà văn hóa\n"
        "  days_off: +2025-11-20\n"
        "  - hamlets.thon-mau-1\n"
        "  + hamlets.moi\n"
        "  topics: order\n"
        "  topics.dat-dai-moi-truong.name: Đất đai, môi trường, rác thải → Đất đai\n"
    )
    assert await doithoai("commune", "apply", file(setup), "--check") == Ran(0, expected, "")
    assert await doithoai("commune", "apply", file(setup)) == Ran(0, expected, "")
    assert await stored(database, "select setup->>'venue' from commune") == [("Nhà văn hóa",)]


async def test_a_check_changes_nothing(doithoai: Command, database: Database) -> None:
    ran = await doithoai("commune", "apply", "--check", SAMPLES / "cao-minh.yaml")

    assert ran == Ran(0, "cao-minh: new commune, 3 hamlets, 17 departments, 16 topics.\n", "")
    assert await stored(database, "select 1 from commune union all select 1 from channel_account") == []


async def test_every_wrong_place_of_a_file_is_told_at_once(doithoai: Command, file: File, database: Database) -> None:
    setup = sample()
    setup["code"] = "1879"
    setup["kind"] = "village"
    setup["quiet_hours"] = "9pm"
    setup["office_hours"]["days"] = []
    setup["hamlets"][1]["key"] = "Thôn 2"
    setup["departments"][0]["phone"] = "113"
    setup["topics"] = []
    setup["colour"] = "red"
    del setup["venue"]

    ran = await doithoai("commune", "apply", file(setup))

    assert (ran.status, ran.out) == (2, "")
    first, *places = ran.err.splitlines()
    assert first.startswith("doithoai: ")
    assert first.endswith("commune.yaml: the set-up file is not right:")
    assert {line.strip().partition(":")[0] for line in places} == {
        "code", "kind", "quiet_hours", "office_hours.days", "hamlets.1.key", "departments.0.phone", "topics", "colour",
        "venue",
    }  # fmt: skip
    assert await stored(database, "select 1 from commune") == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(
            lambda setup: setup["topics"][0].update(department="phong-ma"),
            "topic dat-dai-moi-truong names department phong-ma, which is not in departments",
            id="topic-of-no-department",
        ),
        pytest.param(
            lambda setup: setup["topics"][0].update({"with": ["phong-ma"]}),
            "topic dat-dai-moi-truong names department phong-ma, which is not in departments",
            id="topic-with-no-department",
        ),
        pytest.param(
            lambda setup: setup["hamlets"][1].update(key="thon-mau-1"), "keys given twice: thon-mau-1", id="same-hamlet"
        ),
    ],
)
async def test_what_does_not_fit_together_is_refused(
    doithoai: Command, file: File, change: Callable[[dict[str, Any]], None], said: str
) -> None:
    setup = sample()
    change(setup)

    ran = await doithoai("commune", "apply", file(setup))

    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err


async def petition_waits(database: Database, **values: Any) -> None:
    """Store an open petition of Cao Minh."""
    async with database.begin() as uow:
        author = await uow.people.add(1879, "Nguyễn Văn Mẫu", "vi", NOW)
        fields = {
            "code": "CM25-0001", "state": "received", "topic": "khac", "department": "van-phong-hdnd-ubnd",
            "hamlet": "thon-mau-1", "name_shown": True, "collected": False, "body": "Đường ngập", "received_at": NOW,
            "due_on": NOW.date(), "answer_days": 10, "author": author.id, "author_name": "Nguyễn Văn Mẫu",
        }  # fmt: skip
        await uow.petitions.add(commune_id=1879, **{**fields, **values})


@pytest.mark.parametrize(
    ("rows", "key", "petition"),
    [
        pytest.param("departments", "cap-tren", {"department": "cap-tren"}, id="department"),
        pytest.param("hamlets", "thon-mau-1", {}, id="hamlet"),
        pytest.param("topics", "khac", {}, id="topic"),
    ],
)
async def test_what_an_open_petition_needs_cannot_go(
    doithoai: Command, file: File, database: Database, rows: str, key: str, petition: dict[str, Any]
) -> None:
    setup = sample()
    await doithoai("commune", "apply", file(setup))
    await petition_waits(database, **petition)
    before = await stored(database, "select setup from commune")
    setup[rows] = [row for row in setup[rows] if row["key"] != key]

    for options in ([], ["--check"]):
        ran = await doithoai("commune", "apply", file(setup), *options)
        assert (ran.status, ran.out) == (2, "")
        assert ran.err.endswith(f"commune.yaml: {rows}.{key} cannot go: petitions that wait for an answer need it.\n")
    assert await stored(database, "select setup from commune") == before

    async with database.begin() as uow:
        await uow.connection.execute(text("update petition set state = 'answered'"))
    assert await doithoai("commune", "apply", file(setup)) == Ran(0, f"cao-minh:\n  - {rows}.{key}\n", "")


async def test_a_slug_belongs_to_one_commune(doithoai: Command, file: File, database: Database) -> None:
    await doithoai("commune", "apply", SAMPLES / "cao-minh.yaml")

    ran = await doithoai("commune", "apply", file({**sample("nam-dan"), "slug": "cao-minh"}))

    assert (ran.status, ran.out) == (2, "")
    assert ran.err.endswith("commune.yaml: the slug cao-minh belongs to another commune already.\n")
    assert await stored(database, "select id from commune") == [(1879,)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param("slug: [cao-minh\nname: x", "is not YAML, line 2; mend it and try again.", id="not-yaml"),
        pytest.param("a: 1\n\tb: 2", "is not YAML, line 2; mend it and try again.", id="tab"),
        pytest.param("just a sentence", "must hold settings, one `name: value` a line.", id="no-settings"),
        pytest.param("", "must hold settings, one `name: value` a line.", id="empty"),
        pytest.param("- a\n- b", "must hold settings, one `name: value` a line.", id="a-list"),
    ],
)
@pytest.mark.parametrize("noun", ["commune", "dialogue"])
async def test_a_file_that_holds_no_settings_is_told_so(
    doithoai: Command, file: File, noun: str, content: str, said: str
) -> None:
    path = file(content)

    assert await doithoai(noun, "apply", path) == Ran(2, "", f"doithoai: {path} {said}\n")


@pytest.mark.parametrize("noun", ["commune", "dialogue"])
async def test_a_file_that_cannot_be_read_is_told_so(doithoai: Command, tmp_path: Path, noun: str) -> None:
    missing, latin = tmp_path / "missing.yaml", tmp_path / "latin.yaml"
    latin.write_bytes("name: Đông Hà".encode("utf-16"))

    assert await doithoai(noun, "apply", missing) == Ran(
        2, "", f"doithoai: {missing} cannot be read: No such file or directory.\n"
    )
    assert await doithoai(noun, "apply", tmp_path) == Ran(
        2, "", f"doithoai: {tmp_path} cannot be read: Is a directory.\n"
    )
    assert await doithoai(noun, "apply", latin) == Ran(
        2, "", f"doithoai: {latin} is not YAML; mend it and try again.\n"
    )


async def test_the_communes_are_listed(doithoai: Command) -> None:
    assert await doithoai("commune", "list") == Ran(0, "", "")
    for name in ("nam-dan", "cao-minh"):
        await doithoai("commune", "apply", SAMPLES / f"{name}.yaml")
    setup = sample("nam-dan")

    ran = await doithoai("commune", "list")

    assert ran.out.splitlines() == [
        "01879  cao-minh             Cao Minh, Thái Nguyên",
        f"{setup['code']}  nam-dan              {setup['name']}, {setup['province']}",
    ]


# ── dialogues ─────────────────────────────────────────────────────────────────────────────────────────────────

DIALOGUES: dict[str, Any] = {
    "commune": "cao-minh",
    "dialogues": [
        {"key": "nam-2025", "title": "Hội nghị đối thoại năm 2025", "day": "2025-11-14", "time": "07:30"},
        {"key": "thon-2025", "title": "Đối thoại ở thôn", "day": "2025-11-21", "time": "19:30", "hamlet": "thon-mau-1"},
    ],
}


async def test_dialogues_are_created_once_and_changes_are_shown(
    doithoai: Command, file: File, database: Database
) -> None:
    await doithoai("commune", "apply", SAMPLES / "cao-minh.yaml")

    assert await doithoai("dialogue", "apply", file(DIALOGUES)) == Ran(
        0, "cao-minh:\n  + nam-2025\n  + thon-2025\n", ""
    )
    assert await doithoai("dialogue", "apply", file(DIALOGUES)) == Ran(0, "cao-minh:\n  nothing changes.\n", "")
    first, second = DIALOGUES["dialogues"]
    changed = {**DIALOGUES, "dialogues": [{**first, "venue": "Hội trường"}, second]}
    assert await doithoai("dialogue", "apply", file(changed)) == Ran(
        0, "cao-minh:\n  nam-2025.venue: Trụ sở UBND xã Cao Minh → Hội trường\n", ""
    )
    assert await stored(database, "select id, key, venue, hamlet from dialogue order by id") == [
        (1, "nam-2025", "Hội trường", None),
        (2, "thon-2025", "Trụ sở UBND xã Cao Minh", "thon-mau-1"),
    ]


async def test_dialogues_of_a_commune_that_is_not_set_up_are_refused(doithoai: Command, file: File) -> None:
    path = file(DIALOGUES)

    assert await doithoai("dialogue", "apply", path) == Ran(
        2, "", f"doithoai: {path}: commune cao-minh is not set up; doithoai commune apply first.\n"
    )


async def test_a_dialogue_in_an_unknown_hamlet_undoes_the_whole_file(
    doithoai: Command, file: File, database: Database
) -> None:
    await doithoai("commune", "apply", SAMPLES / "cao-minh.yaml")
    first, second = DIALOGUES["dialogues"]
    path = file({**DIALOGUES, "dialogues": [first, {**second, "hamlet": "thon-la"}]})

    ran = await doithoai("dialogue", "apply", path)

    assert (ran.status, ran.out) == (2, "")
    assert [line.strip() for line in ran.err.splitlines()] == [
        f"doithoai: {path}: the set-up file is not right:",
        "thon-2025.hamlet: thon-la is not in the commune",
    ]
    assert await stored(database, "select 1 from dialogue") == []


async def test_every_wrong_place_of_a_dialogue_file_is_told(doithoai: Command, file: File) -> None:
    await doithoai("commune", "apply", SAMPLES / "cao-minh.yaml")
    wrong = {"dialogues": [{"key": "A B", "title": "x", "day": "soon", "time": "7h30", "stage": "left"}]}

    ran = await doithoai("dialogue", "apply", file(wrong))

    assert (ran.status, ran.out) == (2, "")
    assert {line.strip().partition(":")[0] for line in ran.err.splitlines()[1:]} == {
        "commune", "dialogues.0.key", "dialogues.0.title", "dialogues.0.day", "dialogues.0.time", "dialogues.0.stage",
    }  # fmt: skip


async def test_the_sample_dialogues_fit_the_sample_commune(doithoai: Command) -> None:
    await doithoai("commune", "apply", SAMPLES / "cao-minh.yaml")
    ran = await doithoai("dialogue", "apply", SAMPLES.parent / "dialogues" / "cao-minh.yaml")

    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("cao-minh:\n  + ")


# ── posters ───────────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_poster_and_what_is_read_out_are_written_per_hamlet(
    doithoai: Command, file: File, tmp_path: Path
) -> None:
    await doithoai("commune", "apply", SAMPLES / "cao-minh.yaml")
    await doithoai("dialogue", "apply", file(DIALOGUES))
    out = tmp_path / "posters"
    wanted = ("poster", "--commune", "cao-minh", "--dialogue", 1, "--out", out)

    ran = await doithoai(*wanted, "--hamlet", "thon-mau-2", "--telegram", "@CaoMinhBot")

    written = [out / f"cao-minh-1-thon-mau-2.{ending}" for ending in ("pdf", "png", "txt")]
    assert ran == Ran(0, "".join(f"{path}\n" for path in written), "")
    assert [path.read_bytes()[:4] for path in written[:2]] == [b"%PDF", b"\x89PNG"]
    # What it says about every letter would bury the three names.
    assert logging.getLogger("fontTools.subset").getEffectiveLevel() == logging.WARNING
    assert "Kính thưa toàn thể bà con thôn Mẫu 2!" in written[2].read_text(encoding="utf-8")
    with Image.open(written[1]) as picture:
        codes = {code.text for code in zxingcpp.read_barcodes(picture.convert("L"))}
    assert codes == {
        "http://127.0.0.1:8080/c/cao-minh?start=c-1879_d-1_h-thon-mau-2",
        "https://t.me/CaoMinhBot?start=c-1879_d-1_h-thon-mau-2",
    }


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("--commune", "atlantis"), "no commune atlantis; doithoai commune list shows them."),
        (("--dialogue", 9), "cao-minh has no dialogue 9."),
        (("--hamlet", "atlantis"), "cao-minh has no hamlet atlantis."),
    ],
)
async def test_a_poster_of_what_does_not_exist_is_refused(
    doithoai: Command, file: File, tmp_path: Path, wrong: tuple[object, ...], said: str
) -> None:
    await doithoai("commune", "apply", SAMPLES / "cao-minh.yaml")
    await doithoai("dialogue", "apply", file(DIALOGUES))

    ran = await doithoai("poster", "--commune", "cao-minh", "--dialogue", 1, "--out", tmp_path / "out", *wrong)

    assert ran == Ran(2, "", f"doithoai: {said}\n")
    assert not (tmp_path / "out").exists()


# ── invitations ───────────────────────────────────────────────────────────────────────────────────────────────


async def accepted(database: Database, code: str) -> tuple[Grant, ...]:
    """Let somebody new use an invitation; return what they may do then."""
    async with database.begin() as uow:
        commune = (await load_communes(uow))[1879]
        now = datetime.now(UTC)
        someone = await uow.people.add(commune.id, "Cán bộ mẫu", "vi", now)
        desk = Desk(uow, commune, calendar_of(commune, now.year), actor_of(commune, someone.id, ()), now)
        await accept(desk, code)
        return await uow.people.grants(commune.id, someone.id)


@pytest.mark.parametrize("arguments", [(), ("cao-minh",), ("01879",)], ids=["implied", "slug", "code"])
@pytest.mark.parametrize("printed", ["link", "code"])
async def test_the_first_clerk_comes_by_the_printed_link_or_code(
    doithoai: Command, database: Database, arguments: tuple[str, ...], printed: str
) -> None:
    await doithoai("commune", "apply", SAMPLES / "cao-minh.yaml")

    ran = await doithoai("invite", *arguments)

    assert (ran.status, ran.err) == (0, "")
    link = re.fullmatch(r"http://127\.0\.0\.1:8080/c/cao-minh\?start=i-(\w{10})", ran.out.splitlines()[0])
    typed = re.search(r"type this code in the chat: (\w{5}-\w{5}) \(single use", ran.out.splitlines()[1])
    assert link is not None
    assert typed is not None
    code = read_code(link[1]) if printed == "link" else typed[1]
    assert code == typed[1]
    assert code is not None
    assert await accepted(database, code) == (Grant(Role.CLERK),)
    with pytest.raises(Refused, match="invitation-refused-used"):
        await accepted(database, code)


async def test_the_link_is_the_address_people_use(doithoai: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOITHOAI_PUBLIC_URL", "https://chat.example.vn/")
    await doithoai("commune", "apply", SAMPLES / "cao-minh.yaml")

    assert (await doithoai("invite")).out.startswith("https://chat.example.vn/c/cao-minh?start=i-")


async def test_with_several_communes_an_invitation_needs_a_name(doithoai: Command, database: Database) -> None:
    nobody = await doithoai("invite")
    assert (nobody.status, nobody.out) == (2, "")
    assert nobody.err == "doithoai: say which commune to invite for: none yet: doithoai commune apply FILE.\n"
    for name in ("nam-dan", "cao-minh"):
        await doithoai("commune", "apply", SAMPLES / f"{name}.yaml")

    for arguments in ((), ("xa-la",)):
        ran = await doithoai("invite", *arguments)
        assert (ran.status, ran.out) == (2, "")
        assert ran.err == "doithoai: say which commune to invite for: cao-minh, nam-dan.\n"
    assert await stored(database, "select 1 from invitation") == []

    assert "/c/nam-dan?start=i-" in (await doithoai("invite", "nam-dan")).out


# ── deliveries set aside ──────────────────────────────────────────────────────────────────────────────────────


async def test_deliveries_set_aside_are_listed_and_tried_again(doithoai: Command, database: Database) -> None:
    assert await doithoai("set-aside") == Ran(0, "", "")
    async with database.begin() as uow:
        await uow.inbox.put([Delivery(7, f"d{n}", "chat", {"text": "bí mật"}) for n in range(3)], NOW)
    numbers = [number for (number,) in await stored(database, "select id from inbox order by id")]
    async with database.begin() as uow:
        await uow.inbox.set_aside(numbers[0], "1a2b3c4d", NOW)
        await uow.inbox.set_aside(numbers[2], "5e6f7a8b", NOW)

    assert await doithoai("set-aside") == Ran(
        0,
        f"{numbers[0]}  account 7  2025-11-07 01:00  1a2b3c4d\n{numbers[2]}  account 7  2025-11-07 01:00  5e6f7a8b\n",
        "",
    )
    assert await doithoai("set-aside", "--retry") == Ran(0, "2 deliveries will be tried again.\n", "")
    assert await stored(database, "select set_aside_at, tries, not_before from inbox") == [(None, 0, None)] * 3
    assert await doithoai("set-aside") == Ran(0, "", "")
    assert await doithoai("set-aside", "--retry") == Ran(0, "0 deliveries will be tried again.\n", "")


# ── the database ──────────────────────────────────────────────────────────────────────────────────────────────


async def test_migrate_brings_an_empty_database_up_to_date(
    doithoai: Command, server: EmbeddedPostgres, dsn: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = dsn.partition("?")[0].rpartition("/")[2] + "_empty"
    connection = await asyncpg.connect(server.dsn("postgres"))
    await connection.execute(f"create database {name}")
    try:
        monkeypatch.setenv("DATABASE_URL", server.dsn(name))
        for _ in range(2):
            ran = await doithoai("migrate")
            assert (ran.status, ran.out) == (0, "The database is up to date.\n")
        within = await asyncpg.connect(server.dsn(name))
        assert (await within.fetchval("select version_num from alembic_version")) == newest()
        await within.close()
    finally:
        await connection.execute(f"drop database {name} with (force)")
        await connection.close()


async def test_the_audit_log_is_looked_through_and_the_first_broken_link_named(
    doithoai: Command, dsn: str, tmp_path: Path
) -> None:
    """Exit status 0 where it holds, 1 where it does not, 2 for a commune that there is not."""
    await doithoai("commune", "apply", SAMPLES / "cao-minh.yaml")
    database = Database(dsn, 2)
    async with database.begin() as uow:
        petition = await file_one(uow, 1)
    async with database.begin() as uow:
        mark = await uow.audits.mark()
    async with database.begin() as uow:
        [seal] = await uow.audits.seal(mark, NOW) or []
    held = await doithoai("audit", "verify")
    assert (held.status, held.err) == (0, "")
    assert held.out.startswith(f"The log holds: 3 rows, 1 seals.\n  cao-minh: seal 1 {seal.hash.hex()}\n")
    assert (await doithoai("audit", "verify", "--commune", "cao-minh", "--seal", seal.hash.hex())).status == 0

    unknown = await doithoai("audit", "verify", "--commune", "elsewhere")
    assert (unknown.status, unknown.out) == (2, "")
    assert "there is no commune elsewhere; known are cao-minh." in unknown.err

    other = await doithoai("audit", "verify", "--seal", "00" * 32)
    assert other.status == 1
    assert "is not there any more" in other.out

    async with database.begin() as uow:
        await uow.connection.execute(text("update petition_entry set text = 'Không' where kind = 'answered'"))
    await database.close()
    broken = await doithoai("audit", "verify")
    assert broken.status == 1
    assert broken.out == (
        "BROKEN after 3 rows, 0 seals.\n"
        f"cao-minh: petition {petition.code}, row 3 of 07/11/2025 10:00:00 speaks of an entry whose words or files "
        "were changed afterwards.\n"
    )


def test_every_fault_has_its_sentence() -> None:
    for fault in Fault:
        said = sentence(Broken(1879, fault, 3, "petition", 7), {1879: "cao-minh"}, "CM25-0001")
        assert said.startswith("cao-minh: petition CM25-0001, row 3 ")
        assert said.endswith(".")
