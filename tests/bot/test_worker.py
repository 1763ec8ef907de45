"""Tests of the worker: steps that fail, workers that race, and people who press everything."""

import asyncio
import random
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from bot.channels.web import key_of
from bot.cli import main
from bot.worker import MAX_TRIES, Worker
from handlers.conversation.reply import say
from handlers.visit import EFFECTS, Outcome, Visit, outcome
from storage.database import Database
from tests.town import PNG, Town

SECRET = "Nguyễn Văn Mẫu, 0912345678"


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception, int], None]:
    """A button ``test.break`` whose handler raises what it is told to, and answers when told nothing more."""
    troubles: list[Exception] = []

    async def handle(visit: Visit) -> Outcome:
        if troubles:
            await visit.desk.uow.people.change(visit.desk.commune.id, visit.person.id, phone="0900000000")
            raise troubles.pop()
        return outcome(say("form-cancelled"))

    def breaks(failure: Exception, times: int) -> None:
        troubles[:] = [failure] * times

    monkeypatch.setitem(EFFECTS, "test.break", handle)
    return breaks


async def failed(town: Town) -> list[Any]:
    return await town.rows("select tries, trouble from inbox where tries > 0")


async def phones(town: Town) -> list[Any]:
    return await town.rows("select phone from person where phone is not null")


# ── steps that fail ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "failure",
    [
        pytest.param(ValueError(SECRET), id="mistake"),
        pytest.param(IntegrityError("insert", {"name": SECRET}, Exception(SECRET)), id="refused-by-the-database"),
        pytest.param(LookupError(SECRET), id="words-missing"),
    ],
)
async def test_a_step_that_keeps_failing_is_set_aside_with_one_apology_and_the_chat_goes_on(
    web_town: Town,
    broken: Callable[[Exception, int], None],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    failure: Exception,
) -> None:
    town = web_town
    resident = await town.resident()
    caplog.clear()
    broken(failure, MAX_TRIES)

    await resident._press("test.break")
    await resident._say("/help", None)
    said = await resident.looks()
    assert said == ""
    for tried in range(1, MAX_TRIES):
        assert [row.tries for row in await failed(town)] == [tried]
        await town.passes(seconds=3)
    said = await resident.looks()

    [aside] = await failed(town)
    assert aside.tries == MAX_TRIES
    assert said.count("Xin lỗi ông/bà") == 1
    assert aside.trouble in said
    assert said.index("Xin lỗi ông/bà") < said.index("Trợ lý của xã Cao Minh giúp")
    assert await phones(town) == []

    log = "\n".join(record.getMessage() + str(record.exc_text or "") for record in caplog.records)
    assert aside.trouble in log
    assert type(failure).__name__ in caplog.text
    assert "Mẫu" not in caplog.text
    assert "09123" not in caplog.text

    assert "Ông/bà muốn làm gì?" in await resident.says("/menu")

    monkeypatch.setenv("DATABASE_URL", town.database.dsn)
    assert await asyncio.to_thread(main, ["set-aside"]) == 0
    assert await asyncio.to_thread(main, ["set-aside", "--retry"]) == 0
    assert await resident.looks() == "Đã dừng."
    assert await town.rows("select 1 from inbox where done_at is null") == []


async def test_a_step_that_fails_once_is_taken_again_unnoticed(
    web_town: Town, broken: Callable[[Exception, int], None]
) -> None:
    resident = await web_town.resident()
    broken(ValueError("once"), 1)
    assert await resident.presses_key("test.break") == ""
    await web_town.passes(seconds=3)
    assert await resident.looks() == "Đã dừng."


async def test_a_failing_step_holds_up_nobody_else(web_town: Town, broken: Callable[[Exception, int], None]) -> None:
    unlucky, other = await web_town.resident("Người này"), await web_town.resident("Người kia")
    broken(ValueError("always"), MAX_TRIES)
    await unlucky._press("test.break")
    assert "Trợ lý của xã Cao Minh giúp" in await other.says("/help")


async def test_while_the_database_is_away_no_try_is_counted(
    web_town: Town, broken: Callable[[Exception, int], None]
) -> None:
    resident = await web_town.resident()
    broken(ConnectionError("away"), MAX_TRIES + 2)
    assert (await resident.presses_key("test.break")).startswith("Đã dừng.")
    assert await web_town.failed_steps() == []


# ── several workers ───────────────────────────────────────────────────────────────────────────────────────────


class Counting(Worker):
    """A worker that counts the steps it has stored and those that another was quicker with."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.stored = 0
        self.in_vain = 0

    async def _finish(self, *arguments: Any, **more: Any) -> None:
        try:
            await super()._finish(*arguments, **more)
        except Exception:
            self.in_vain += 1
            raise
        self.stored += 1


async def test_two_workers_give_out_codes_without_gaps_or_twins(web_town: Town, dsn: str) -> None:
    town = web_town
    program = town.program
    people = [await town.resident(f"Người {n}") for n in range(6)]
    for person in people:
        await person.presses_key("petition.begin")
        await person.says("Đường vào thôn ngập mỗi khi mưa")
        for label in ("Tiếp tục", "Đường", "Giấu tên"):
            await person.presses(label)
        last = await person.last()
        await person._press(last.keys[0])
    databases = [Database(dsn, 6), Database(dsn, 6)]
    workers = [
        Counting(database, program.channels, program.communes, program.files, program.clock) for database in databases
    ]
    await asyncio.gather(*(worker.drain() for worker in workers))
    for database in databases:
        await database.close()
    codes = [row.code for row in await town.rows("select code from petition order by code")]
    assert codes == [f"CM25-{n:04d}" for n in range(1, 7)]
    assert sorted([await person.looks() for person in people])[0].startswith("Đã tiếp nhận ý kiến CM25-0001")


async def test_a_delivery_told_of_while_its_chat_is_in_hand_is_taken_without_another_look(
    web_town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker runs by itself here: what arrives during a step must not wait for the next look into the inbox."""
    town = web_town
    resident = await town.resident()
    worker = town.program.worker
    began, go_on = asyncio.Event(), asyncio.Event()

    async def slow(visit: Visit) -> Outcome:
        began.set()
        await go_on.wait()
        return outcome(say("form-cancelled"))

    monkeypatch.setitem(EFFECTS, "test.slow", slow)
    monkeypatch.setattr("bot.worker.LOOK_EVERY", 3600.0)
    running = asyncio.create_task(worker.run())
    try:
        await resident._press("test.slow")
        worker.tell(*await _chat_of(town, resident))
        async with asyncio.timeout(10):
            await began.wait()
            await resident._say("/help", None)
            worker.tell(*await _chat_of(town, resident))
            go_on.set()
            while await town.rows("select 1 from inbox where done_at is null"):
                await asyncio.sleep(0)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    assert "Trợ lý của xã Cao Minh giúp" in await resident.looks()


async def _chat_of(town: Town, person: Any) -> tuple[int, str]:
    [row] = await town.rows("select account_id, key from web_chat where key = :key", key=key_of(person.chat))
    return row.account_id, row.key


# ── people who press everything ───────────────────────────────────────────────────────────────────────────────

WORDS = (
    "Đường vào thôn ngập mỗi khi mưa, đề nghị làm cống", "1. Đường hỏng\n2. Cầu hỏng", "1", "2", "5", "28/11/2025",
    "7h30", "Nguyễn Văn Mẫu", "CM25-0001", "cm25 2", "quay lại", "xong", "gửi", "huỷ", "sửa", "/menu", "/start",
    "/start i-2222222222", "/start h-thon-mau-1", "/start d-99999999999", "/tracuu CM25-0001", "/tracuu x", "/viec",
    "/ketnoi 22222-22222", "/khongco", "²", "9" * 5000, "🙂", "22222-22222", "a" * 11_000, "%s {0} \\ ' \" ; --",
)  # fmt: skip
ARGUMENTS = (
    "", ":", ":1", ":2", ":0", ":-1", ":CM25-0001", ":CM25-0002", ":CM25-9999", ":99999999999999", ":x", ":1:1", ":1:9",
    ":CM25-0001:5", ":CM25-0001:9", ":thon-mau-1", ":giao-duc", ":en", ":vi", ":²", ":i-2222222222", ":1879",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(2))
async def test_whatever_people_press_and_write_no_step_fails(town: Town, seed: int) -> None:
    dice = random.Random(seed)
    clerk = await town.clerk()
    people = [clerk, await town.officer(clerk), await town.hamlet_head(clerk), await town.resident()]
    await town.dialogue(clerk)
    await town.files_petition(people[3], "Đường vào thôn ngập", "Đường")
    effects = sorted(set(EFFECTS) - {"data.withdraw-yes"})
    done: list[str] = []
    for _ in range(90):
        person = dice.choice(people)
        town.clock.moment += town.a_while * 2
        kind = dice.random()
        keys = (await person.last()).keys
        if kind < 0.5 and keys:
            did = dice.choice(keys)
            await person.presses_key(did)
        elif kind < 0.7:
            did = dice.choice(effects) + dice.choice(ARGUMENTS)
            await person._press_any(did)
            await person.looks()
        elif kind < 0.97:
            did = dice.choice(WORDS)
            await person.says(did)
        else:
            did = "a photo"
            await person.sends(PNG)
        done.append(did[:60])
        assert await town.failed_steps() == [], done[-8:]
    assert all([(await person.last()).text.strip() for person in people])
