"""Tests of Zalo accounts as they are stored."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from storage.channel_event import ChannelEvent
from storage.database import Database
from storage.zalo import (
    CONSENT_LASTS,
    CONSENTS_KEPT,
    MISMATCHED,
    UNSIGNED,
    SealedPair,
    ZaloConsent,
    ZaloRow,
)

NOW = datetime(2025, 11, 7, 1, 0, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
PAIR = SealedPair("a1", "r1", None, NOW, NOW + timedelta(hours=25), NOW + 90 * DAY)
FRESH = ZaloRow(
    7, "500", oa_id=None, oa_name=None, oa_type=None, package=None, access=None, refresh=None, previous=None,
    refreshed_at=None, access_until=None, refresh_until=None, sends_by="v3", buttons=True, trouble=None,
    trouble_at=None, signature=None, heard_at=None,
)  # fmt: skip


async def row(database: Database, account: int = 7) -> ZaloRow:
    async with database.begin() as uow:
        found = await uow.zalo.get(account)
    assert found is not None
    return found


async def call(database: Database, name: str, *given: Any, **more: Any) -> Any:
    async with database.begin() as uow:
        return await getattr(uow.zalo, name)(*given, **more)


async def test_an_account_is_opened_once(database: Database) -> None:
    assert await call(database, "get", 7) is None

    assert await call(database, "open", 7, "500") == FRESH
    await call(database, "store_pair", 7, PAIR)
    again = await call(database, "open", 7, "500")

    assert again == replace(
        FRESH, access="a1", refresh="r1", refreshed_at=NOW, access_until=PAIR.access_until,
        refresh_until=PAIR.refresh_until,
    )  # fmt: skip
    assert await call(database, "all") == [again]


async def test_with_another_app_the_tokens_are_dropped(database: Database) -> None:
    await call(database, "open", 7, "500")
    await call(database, "store_pair", 7, replace(PAIR, previous="p"))
    await call(database, "remember", 7, sends_by="v2", buttons=False)

    assert await call(database, "open", 7, "501") == replace(
        FRESH, app_id="501", refreshed_at=NOW, sends_by="v2", buttons=False
    )


async def test_a_new_pair_keeps_the_one_before_and_ends_the_trouble(database: Database) -> None:
    await call(database, "open", 7, "500")
    await call(database, "store_pair", 7, PAIR)
    assert await call(database, "set_trouble", 7, "zalo-consent-needed", NOW) is True
    assert await call(database, "set_trouble", 7, "zalo-consent-needed", NOW + DAY) is False
    troubled = await row(database)
    await call(database, "store_pair", 7, replace(PAIR, access="a2", refresh="r2", previous="p1", since=NOW + DAY))

    stored = await row(database)

    assert (troubled.trouble, troubled.trouble_at) == ("zalo-consent-needed", NOW)
    assert (stored.access, stored.refresh, stored.previous) == ("a2", "r2", "p1")
    assert (stored.trouble, stored.trouble_at, stored.refreshed_at) == (None, None, NOW + DAY)


async def test_what_sending_teaches_is_remembered_each_by_itself(database: Database) -> None:
    await call(database, "open", 7, "500")
    await call(database, "remember", 7)
    assert await row(database) == FRESH
    await call(database, "remember", 7, buttons=False)
    assert await row(database) == replace(FRESH, buttons=False)
    await call(database, "remember", 7, sends_by="v2")
    assert await row(database) == replace(FRESH, buttons=False, sends_by="v2")


async def test_an_official_account_has_one_account_and_may_be_released(database: Database) -> None:
    for account in (7, 8):
        await call(database, "open", account, "500")
    await call(database, "store_pair", 7, PAIR)
    await call(database, "describe", 7, "oa1", "UBND xã mẫu", 4, "Growth")
    assert await call(database, "owner_of", "oa1") == 7
    with pytest.raises(IntegrityError):
        await call(database, "describe", 8, "oa1", "UBND xã mẫu", 4, None)

    await call(database, "release", 7)
    await call(database, "describe", 8, "oa1", "UBND xã mẫu", None, None)

    assert await call(database, "owner_of", "oa1") == 8
    released = await row(database)
    assert (released.oa_id, released.access, released.refresh) == (None, None, None)


async def test_who_takes_the_row_for_a_refresh_has_it_alone(database: Database) -> None:
    await call(database, "open", 7, "500")
    async with database.begin() as first:
        await first.zalo.take_for_refresh(7)
        second = asyncio.create_task(call(database, "take_for_refresh", 7))
        # It has asked, and waits, as soon as the database says that somebody waits.
        while not await _waiting(database):
            await asyncio.sleep(0)
        await first.zalo.store_pair(7, PAIR)
    taken: ZaloRow = await second

    assert taken.access == "a1"


async def _waiting(database: Database) -> bool:
    async with database.single() as uow:
        found = await uow.connection.scalar(
            text(
                "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()"
            )
        )
    return bool(found)


async def test_an_event_is_noted_once_a_minute_or_when_its_signature_differs(database: Database) -> None:
    await call(database, "open", 7, "500")
    table = [
        (0, "app+body", (0, "app+body")),
        (30, "app+body", (0, "app+body")),
        (40, MISMATCHED, (40, MISMATCHED)),
        (45, UNSIGNED, (45, UNSIGNED)),
        (106, UNSIGNED, (106, UNSIGNED)),
    ]
    for seconds, signature, expected in table:
        await call(database, "heard", 7, signature, NOW + timedelta(seconds=seconds))
        noted = await row(database)
        assert (noted.heard_at, noted.signature) == (NOW + timedelta(seconds=expected[0]), expected[1])


async def test_a_webhook_does_not_wait_for_a_refresh(database: Database) -> None:
    await call(database, "open", 7, "500")
    async with database.begin() as refreshing:
        await refreshing.zalo.take_for_refresh(7)
        async with asyncio.timeout(5):
            await call(database, "heard", 7, UNSIGNED, NOW)

    assert (await row(database)).heard_at is None


# ── consents ──────────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_consent_is_used_once(database: Database) -> None:
    await call(database, "begin_consent", "hash", 7, "sealed", NOW)
    assert await call(database, "consent", "hash") == ZaloConsent(7, "sealed", NOW, None)

    used = await asyncio.gather(*(call(database, "use_consent", "hash", NOW + MINUTE) for _ in range(4)))

    assert [each for each in used if each is not None] == [ZaloConsent(7, "sealed", NOW, NOW + MINUTE)]
    assert await call(database, "consent", "hash") == ZaloConsent(7, "sealed", NOW, NOW + MINUTE)


@pytest.mark.parametrize(
    ("state", "after", "found"),
    [
        ("hash", CONSENT_LASTS - timedelta(seconds=1), True),
        ("hash", CONSENT_LASTS, False),
        ("other", MINUTE, False),
    ],
)
async def test_a_consent_lasts_ten_minutes(database: Database, state: str, after: timedelta, *, found: bool) -> None:
    await call(database, "begin_consent", "hash", 7, "sealed", NOW)

    assert (await call(database, "use_consent", state, NOW + after) is not None) is found
    assert ZaloConsent(7, "sealed", NOW, None).is_over(NOW + after) is (after >= CONSENT_LASTS)


# ── events ────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_events_are_kept_once_and_consents_for_a_day(database: Database) -> None:
    seen = ChannelEvent(7, "seen-1", "user_seen_message", {"timestamp": "1"})
    async with database.begin() as uow:
        await uow.channel_events.put([seen, replace(seen, account_id=8)], NOW)
        await uow.channel_events.put([replace(seen, payload={}), replace(seen, delivery="seen-2")], NOW + DAY)
    await call(database, "begin_consent", "hash", 7, "sealed", NOW)

    async def kept() -> list[tuple[Any, ...]]:
        async with database.begin() as uow:
            rows = await uow.connection.execute(
                text("select account_id, delivery, payload from channel_event order by 1, 2")
            )
            return [tuple(each) for each in rows]

    all_ = [(7, "seen-1", {"timestamp": "1"}), (7, "seen-2", {"timestamp": "1"}), (8, "seen-1", {"timestamp": "1"})]
    assert await kept() == all_
    assert await call(database, "forget_consents", NOW + CONSENTS_KEPT) == 0
    assert await call(database, "forget_consents", NOW + CONSENTS_KEPT + MINUTE) == 1
    async with database.begin() as uow:
        assert await uow.channel_events.forget(NOW) == 0
        assert await uow.channel_events.forget(NOW + MINUTE) == 2
    assert await kept() == all_[1:2]
