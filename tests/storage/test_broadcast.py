"""Tests of broadcasts: who is put into the outbox, chunk by chunk, once each; held, stopped, counted."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import text

from domain.schedule import Schedule
from handlers.notices import outbox_row
from storage.broadcast import Broadcast, BroadcastKind, BroadcastState, Progress
from storage.database import Database, UnitOfWork

NOW = datetime(2025, 11, 7, 1, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
COMMUNE = 1879
CHOICES = {"vi": [{"key": "attend.yes:1", "label": "Tôi sẽ dự"}], "en": [{"key": "attend.yes:1", "label": "I will"}]}


async def resident(
    uow: UnitOfWork,
    key: str,
    *,
    hamlet: str | None = "a",
    language: str = "vi",
    agreed: bool = True,
    reachable: bool = True,
    commune: int = COMMUNE,
    account: int = 1,
) -> int:
    someone = await uow.people.add(commune, None, language, NOW)
    await uow.conversations.open(account, key, f"chat-{key}", in_group=False, commune_id=commune, now=NOW)
    talk = await uow.conversations.claim(account, key, NOW)
    assert talk is not None
    await uow.people.change(
        commune, someone.id, hamlet=hamlet, conversation_id=talk.id, consented_at=NOW if agreed else None
    )
    await uow.conversations.mark_reachable(account, f"chat-{key}", reachable=reachable)
    return someone.id


async def make(uow: UnitOfWork, hamlet: str | None = None, **more: Any) -> Broadcast:
    number = await uow.numbers.next(COMMUNE, "broadcast")
    texts = {"vi": "Kính mời", "en": "Welcome"}
    facts = {"kind": BroadcastKind.ANNOUNCEMENT, "dialogue_id": None, "made_by": None, "made_at": NOW, **more}
    made = Broadcast(COMMUNE, number, hamlet=hamlet, texts=texts, choices=CHOICES, **facts)
    await uow.broadcasts.add(made)
    return made


async def queue(database: Database, of: Broadcast, limit: int = 100, not_before: datetime | None = None) -> int | None:
    async with database.begin() as uow:
        taken = await uow.broadcasts.take(COMMUNE, of.id)
        if taken is None or taken.state is not BroadcastState.QUEUEING:
            return None
        return await uow.broadcasts.queue_some(taken, limit, NOW, first="vi", not_before=not_before)


async def rows(database: Database, statement: str) -> list[Any]:
    async with database.begin() as uow:
        return [tuple(row) for row in await uow.connection.execute(text(statement))]


async def queued(database: Database) -> list[str]:
    return [row[0] for row in await rows(database, "select address from outbox order by id")]


async def found(database: Database, of: Broadcast) -> tuple[Broadcast, Progress]:
    async with database.begin() as uow:
        now = await uow.broadcasts.find(COMMUNE, of.id)
        assert now is not None
        return now, await uow.broadcasts.progress(now)


async def test_whoever_agreed_is_told_in_the_chat_used_last_unless_it_is_shut(database: Database) -> None:
    async with database.begin() as uow:
        await resident(uow, "an")
        await resident(uow, "bình", hamlet="b")
        await resident(uow, "chi", hamlet=None)
        await resident(uow, "dũng", agreed=False)
        await resident(uow, "em", reachable=False)
        await resident(uow, "giang", commune=2)
        await uow.people.add(COMMUNE, "Không có máy", "vi", NOW)
        all_, of_hamlet = await make(uow), await make(uow, "b")
        assert await uow.broadcasts.audience(COMMUNE, None, NOW) == 3
        assert await uow.broadcasts.audience(COMMUNE, "b", NOW) == 1
    assert await queue(database, of_hamlet) == 1
    assert await queued(database) == ["chat-bình"]
    assert await queue(database, all_) == 3
    assert await queued(database) == ["chat-bình", "chat-an", "chat-bình", "chat-chi"]


async def test_a_row_is_all_that_a_courier_needs_in_the_language_of_the_person(database: Database) -> None:
    async with database.begin() as uow:
        ids = [await resident(uow, "an", language="en"), await resident(uow, "bình", language="fr", account=7)]
        made = await make(uow, expires_at=NOW + HOUR)
    await queue(database, made)
    columns = "account_id, address, commune_id, person_id, text, choices, files, urgency, not_before, expires_at"
    assert await rows(database, f"select {columns}, broadcast_id from outbox order by id") == [
        (1, "chat-an", COMMUNE, ids[0], "Welcome", CHOICES["en"], [], 20, None, NOW + HOUR, made.id),
        (7, "chat-bình", COMMUNE, ids[1], "Kính mời", CHOICES["vi"], [], 20, None, NOW + HOUR, made.id),
    ]


async def test_it_goes_chunk_by_chunk_and_tells_nobody_twice_whatever_is_killed_between(database: Database) -> None:
    async with database.begin() as uow:
        for n in range(7):
            await resident(uow, f"{n}", agreed=n != 3)
        made = await make(uow)
    assert await queue(database, made, 3) == 3
    assert (await found(database, made))[0].state is BroadcastState.QUEUEING

    class Killed(Exception):
        pass

    try:
        async with database.begin() as uow:
            taken = await uow.broadcasts.take(COMMUNE, made.id)
            assert taken is not None
            await uow.broadcasts.queue_some(taken, 3, NOW, first="vi")
            raise Killed
    except Killed:
        pass
    # The one who did not agree is looked at and left out.
    assert await queue(database, made, 3) == 2
    assert await queue(database, made, 3) == 1
    assert await queue(database, made, 3) is None
    assert await queued(database) == [f"chat-{n}" for n in (0, 1, 2, 4, 5, 6)]
    assert await found(database, made) == (
        Broadcast(
            COMMUNE, made.id, BroadcastKind.ANNOUNCEMENT, None, None, made.texts, made.choices, None, NOW,
            state=BroadcastState.SENDING, queued=6,
        ),
        Progress(6, 6, {}),
    )  # fmt: skip


async def test_two_who_work_on_it_at_once_are_kept_apart(database: Database) -> None:
    async with database.begin() as uow:
        for n in range(12):
            await resident(uow, f"{n}")
        made = await make(uow)

    async def work() -> None:
        for _ in range(8):
            await queue(database, made, 2)

    await asyncio.gather(*(work() for _ in range(4)))
    await work()
    assert sorted(await queued(database)) == sorted(f"chat-{n}" for n in range(12))
    async with database.begin() as first, database.begin() as second:
        assert await first.broadcasts.take(COMMUNE, made.id) is not None
        assert await second.broadcasts.take(COMMUNE, made.id) is None


async def test_progress_counts_what_was_sent_waits_and_failed_by_trouble(database: Database) -> None:
    async with database.begin() as uow:
        for n in range(6):
            await resident(uow, f"{n}")
        made, other = await make(uow), await make(uow)
    await queue(database, made)
    await queue(database, other)
    mine = f"select id from outbox where broadcast_id = {made.id} order by id"
    ids = [row[0] for row in await rows(database, mine)]
    async with database.begin() as uow:
        await uow.outbox.sent([(ids[0], "1", NOW), (ids[1], "2", NOW)])
        await uow.outbox.given_up([ids[2], ids[3]], "blocked", NOW + HOUR)
        await uow.outbox.given_up([ids[4]], "unreachable", NOW + HOUR)
    now, progress = await found(database, made)
    assert progress == Progress(6, 1, {"blocked": 2, "unreachable": 1})
    assert progress.sent == 2
    async with database.begin() as uow:
        assert await uow.broadcasts.any_waiting(now)
        await uow.outbox.sent([(ids[5], "6", NOW)])
        assert not await uow.broadcasts.any_waiting(now)
        # The pages of broadcasts tell of these.
        assert await uow.outbox.undelivered(COMMUNE, NOW) == []


async def test_what_is_stopped_is_not_sent_any_more_and_what_was_sent_meanwhile_counts_as_sent(
    database: Database,
) -> None:
    async with database.begin() as uow:
        for n in range(5):
            await resident(uow, f"{n}")
        made = await make(uow)
    await queue(database, made, 4)
    [[first]] = await rows(database, "select min(id) from outbox")
    async with database.begin() as uow:
        await uow.broadcasts.stop(made)
        assert await uow.broadcasts.give_up_some(made, 3, NOW) == 3
        assert await uow.broadcasts.give_up_some(made, 3, NOW) == 1
        assert await uow.broadcasts.give_up_some(made, 3, NOW) == 0
    assert await queue(database, made) is None
    async with database.begin() as uow:
        assert await uow.outbox.next({1: 100}, [], NOW, 100, 10) == []
        # It was on its way when the clerk pressed.
        await uow.outbox.sent([(first, "1", NOW)])
    _, progress = await found(database, made)
    assert (progress, progress.sent) == (Progress(4, 0, {"stopped": 3}), 1)


async def test_a_row_that_somebody_is_at_does_not_hold_up_the_stopping(database: Database) -> None:
    async with database.begin() as uow:
        await resident(uow, "an")
        await resident(uow, "bình")
        made = await make(uow)
    await queue(database, made)
    async with database.begin() as courier, database.begin() as clerk:
        await courier.connection.execute(text("select 1 from outbox where address = 'chat-an' for update"))
        assert await clerk.broadcasts.give_up_some(made, 10, NOW) == 1


async def test_quiet_hours_hold_what_waits_of_the_commune_and_nothing_else(database: Database) -> None:
    until = NOW + 9 * HOUR
    async with database.begin() as uow:
        web = await uow.communes.open_account("web:a", "web", COMMUNE, None)
        shared = await uow.communes.open_account("telegram:default", "telegram", None, None)
        for n, account in enumerate((web, shared, web)):
            await resident(uow, f"{n}", account=account.id)
        made = await make(uow)
    await queue(database, made)
    async with database.begin() as uow:
        facts = {"queued_at": NOW, "person_id": None}
        await uow.outbox.add(
            [
                outbox_row(account_id=shared.id, address="x", commune_id=2, text="xã khác", urgency=20, **facts),
                outbox_row(account_id=web.id, address="y", commune_id=COMMUNE, text="trả lời", **facts),
            ]
        )
        assert await uow.broadcasts.hold(COMMUNE, until, 2) == 2
        assert await uow.broadcasts.hold(COMMUNE, until, 2) == 1
        assert await uow.broadcasts.hold(COMMUNE, until, 2) == 0
        due = await uow.outbox.next({web.id: 10, shared.id: 10}, [], until - HOUR, 10, 10)
        assert [[m.text for m in batch] for batch in due] == [["trả lời"], ["xã khác"]]
    held = await rows(database, "select address, not_before from outbox where not_before is not null order by id")
    assert held == [(f"chat-{n}", until) for n in range(3)]


async def test_only_what_is_open_is_found_and_ending_keeps_how_it_ended(database: Database) -> None:
    async with database.begin() as uow:
        done, stopped, running = [await make(uow) for _ in range(3)]
        await uow.broadcasts.end(done, NOW)
        await uow.broadcasts.stop(stopped)
        assert await uow.broadcasts.open_ones() == [(COMMUNE, stopped.id), (COMMUNE, running.id)]
        found_stopped = await uow.broadcasts.take(COMMUNE, stopped.id)
        assert found_stopped is not None
        await uow.broadcasts.end(found_stopped, NOW)
        assert await uow.broadcasts.open_ones() == [(COMMUNE, running.id)]
        assert await uow.broadcasts.take(COMMUNE, stopped.id) is None
    states = [(await found(database, each))[0] for each in (done, stopped, running)]
    assert [(each.state.value, each.ended_at, each.is_running) for each in states] == [
        ("done", NOW, False), ("stopped", NOW, False), ("queueing", None, True),
    ]  # fmt: skip


async def test_the_answer_given_last_counts(database: Database) -> None:
    async with database.begin() as uow:
        await uow.connection.execute(text(
            "insert into dialogue (commune_id, id, title, venue, speaker_limit, state, created_at) "
            "values (1879, 1, 'Hội nghị', 'Nhà văn hóa', 15, 'collecting', now())"))  # fmt: skip
        an, binh = await resident(uow, "an"), await resident(uow, "bình")
        attendances = uow.attendances
        assert await attendances.of_person(COMMUNE, 1, an) is None
        await attendances.answer(COMMUNE, 1, an, comes=True, now=NOW)
        await attendances.answer(COMMUNE, 1, binh, comes=True, now=NOW)
        assert await attendances.count(COMMUNE, 1) == (2, 0)
        await attendances.answer(COMMUNE, 1, an, comes=False, now=NOW)
        assert await attendances.count(COMMUNE, 1) == (1, 1)
        assert [await attendances.of_person(COMMUNE, 1, each) for each in (an, binh)] == [False, True]


async def test_a_change_goes_to_those_who_were_told_or_waited_and_to_nobody_who_is_told_otherwise(
    database: Database,
) -> None:
    async with database.begin() as uow:
        await uow.connection.execute(text(
            "insert into dialogue (commune_id, id, title, venue, speaker_limit, state, created_at) "
            "select 1879, n, 'Hội nghị', 'Sân', 15, 'collecting', now() from generate_series(1, 2) n"))  # fmt: skip
        people = {}
        for name in ("sent", "stopped", "blocked", "besides", "waits", "shut", "not yet"):
            people[name] = await resident(uow, name)
        people["elsewhere"] = await resident(uow, "elsewhere", hamlet="b")
        of_hamlet, _ = await make(uow, "a", dialogue_id=1), await make(uow, dialogue_id=2)
    assert await queue(database, of_hamlet, 6) == 6
    ids = dict(await rows(database, "select address, id from outbox"))
    async with database.begin() as uow:
        await uow.outbox.sent([(ids["chat-sent"], "1", NOW), (ids["chat-besides"], "2", NOW)])
        await uow.outbox.sent([(ids["chat-shut"], "3", NOW)])
        await uow.outbox.given_up([ids["chat-stopped"]], "stopped", NOW)
        await uow.outbox.given_up([ids["chat-blocked"]], "blocked", NOW)
        await uow.conversations.mark_reachable(1, "chat-shut", reachable=False)
        replaced = await uow.broadcasts.stop(of_hamlet, BroadcastState.REPLACED)
        assert await uow.broadcasts.give_up_some(replaced, 10, NOW) == 1
        late = await resident(uow, "late")
        await uow.people.change(COMMUNE, late, consented_at=NOW + HOUR)
        assert await uow.broadcasts.invited(COMMUNE, 1, [people["besides"]]) == 3
        assert await uow.broadcasts.invited(COMMUNE, 2, []) == 0
        was = (Schedule(NOW, "Nhà văn hóa"), Schedule(None, "Sân"))
        change = await make(
            uow, dialogue_id=1, kind=BroadcastKind.CHANGE, besides=(people["besides"],), was=was
        )  # fmt: skip
    assert [await queue(database, change, 2) for _ in range(4)] == [2, 1, 0, None]
    told = await rows(database, f"select address from outbox where broadcast_id = {change.id} order by id")
    assert told == [("chat-sent",), ("chat-waits",), ("chat-not yet",)]
    kept, _ = await found(database, change)
    assert (kept.besides, kept.was, kept.state) == ((people["besides"],), was, BroadcastState.SENDING)
    async with database.begin() as uow:
        await uow.broadcasts.end(replaced, NOW)
        only = await uow.broadcasts.of_dialogue(COMMUNE, 1, [BroadcastKind.ANNOUNCEMENT])
    assert [(each.id, each.state) for each in only] == [(of_hamlet.id, BroadcastState.REPLACED)]
