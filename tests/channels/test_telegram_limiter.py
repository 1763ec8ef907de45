"""The pace of a Telegram bot: no window is ever exceeded, and no time is wasted."""

import asyncio
import random
import selectors
import time
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram.error import BadRequest, RetryAfter

from bot.channels.telegram.limiter import TelegramLimiter, Window
from bot.channels.telegram.outward import TelegramSender
from storage.file import FileStore
from tests.channels import message
from tests.fakes.telegram import FakeTelegram


class _Leap(selectors.DefaultSelector):  # type: ignore[misc, valid-type, unused-ignore]  # its class is the platform's
    """A selector that does not wait but says how long it would have."""

    now = 0.0

    def select(self, timeout: float | None = None) -> Any:
        ready = super().select(0)
        if not ready:
            assert timeout is not None, "everybody waits for somebody else"
            self.now += timeout
        return ready


class _LeapingLoop(asyncio.SelectorEventLoop):
    """An event loop whose time passes only while everybody sleeps, and then at once."""

    def __init__(self) -> None:
        self.leap = _Leap()
        super().__init__(self.leap)

    def time(self) -> float:
        return self.leap.now


def leaping(story: Callable[[], Coroutine[Any, Any, None]]) -> None:
    with asyncio.Runner(loop_factory=_LeapingLoop) as runner:
        runner.run(story())


@dataclass
class Town:
    """A limiter whose messages are written down instead of being sent."""

    late: Callable[[], float] = lambda: 0.0
    fails: dict[int, list[Exception]] = field(default_factory=dict)
    sent: list[tuple[float, int, int]] = field(default_factory=list)
    limiter: TelegramLimiter = field(init=False)

    def __post_init__(self) -> None:
        self.limiter = TelegramLimiter(clock=self.now, sleep=self.sleep)

    def now(self) -> float:
        return asyncio.get_running_loop().time()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds + self.late())

    async def send(self, chat: int, album: int = 0, endpoint: str = "sendMessage") -> None:
        data: dict[str, Any] = {"chat_id": chat}
        if album:
            data["media"], endpoint = [None] * album, "sendMediaGroup"

        async def call() -> bool:
            self.sent.append((self.now(), chat, max(album, 1)))
            if self.fails.get(chat):
                raise self.fails[chat].pop(0)
            return True

        assert await self.limiter.process_request(call, (), {}, endpoint, data, None)

    async def send_all(self, *messages: Awaitable[None]) -> None:
        await asyncio.gather(*messages)

    def times(self, chat: int | None = None) -> list[float]:
        return [at for at, where, count in self.sent for _ in range(count) if chat in (None, where)]


def most_within(times: list[float], seconds: float) -> int:
    """The largest number of moments in any span of less than `seconds`."""
    return max((sum(start <= at < start + seconds for at in times) for start in times), default=0)


messages = st.lists(
    st.tuples(
        st.floats(0, 5),  # when somebody wants to send
        st.sampled_from([1, 2, 3, 4, 5, 6, -1, -2]) | st.integers(10, 200),  # where; a group is negative
        st.sampled_from([0, 0, 0, 0, 2, 10]),  # parts of an album
    ),
    max_size=120,
)


@settings(max_examples=60, deadline=None)
@given(messages=messages, seed=st.integers(0, 99))
def test_no_window_is_ever_exceeded(messages: list[tuple[float, int, int]], seed: int) -> None:
    dice = random.Random(seed)
    town = Town(late=lambda: dice.choice([0.0, 0.0, 0.0, 0.3]))

    async def one(start: float, chat: int, album: int) -> None:
        await asyncio.sleep(start)
        await town.send(chat, album)

    async def story() -> None:
        await asyncio.gather(*(one(*message) for message in messages))

    leaping(story)
    assert len(town.sent) == len(messages)
    assert most_within(town.times(), 1.0) <= 30
    for chat in {chat for _, chat, _ in town.sent}:
        calls = [at for at, where, _ in town.sent if where == chat]
        assert most_within(calls, 1.0) <= 1
        if chat < 0:
            assert most_within(town.times(chat), 60.0) <= 20


def test_a_bot_sends_29_to_30_a_second_for_as_long_as_it_has_to() -> None:
    town = Town(late=lambda: 0.001)

    async def story() -> None:
        await town.send_all(*(town.send(chat) for chat in range(1, 3001)))

    leaping(story)
    took = town.times()[-1] - town.times()[0]
    assert 29.0 <= 3000 / took <= 30.0


def test_a_lone_message_goes_at_once() -> None:
    town = Town()
    leaping(lambda: town.send(7))
    assert town.times() == [0.0]


def test_a_chat_that_has_to_wait_holds_nobody_up() -> None:
    town = Town()

    async def story() -> None:
        await town.send_all(*(town.send(1) for _ in range(5)), *(town.send(chat) for chat in range(2, 12)))

    leaping(story)
    assert max(town.times(11)) < 0.5
    assert town.times(1)[-1] == pytest.approx(4 * 1.02, abs=0.01)


def test_messages_of_a_chat_keep_their_order() -> None:
    town = Town()
    order: list[int] = []

    async def numbered(number: int) -> None:
        await town.send(1)
        order.append(number)

    async def story() -> None:
        await asyncio.gather(*(numbered(number) for number in range(6)))

    leaping(story)
    assert order == list(range(6))


def test_what_is_no_message_does_not_wait() -> None:
    town = Town()

    async def story() -> None:
        calls = ("answerCallbackQuery", "getFile", "sendChatAction", "setMyCommands")
        await asyncio.gather(*(town.send(1, endpoint=call) for call in calls for _ in range(50)))

    leaping(story)
    assert town.times() == [0.0] * 200


def test_each_waiter_is_woken_once_or_twice_and_never_polls() -> None:
    town = Town()
    naps = 0

    async def sleep(seconds: float) -> None:
        nonlocal naps
        naps += 1
        await asyncio.sleep(seconds)

    async def story() -> None:
        town.limiter = TelegramLimiter(clock=town.now, sleep=sleep)
        await town.send_all(*(town.send(chat % 50 + 1) for chat in range(150)))

    leaping(story)
    assert naps <= 300


def test_ready_in_tells_the_wait_without_taking_a_place() -> None:
    town = Town()

    async def story() -> None:
        assert town.limiter.ready_in(1) == 0.0
        await town.send(1)
        assert town.limiter.ready_in(1) == town.limiter.ready_in(1) == pytest.approx(1.02)
        assert town.limiter.ready_in(2) == 0.0
        for _ in range(20):
            await town.send(-5)
        assert town.limiter.ready_in(-5) == pytest.approx(town.times(-5)[0] + 60.5 - town.now())
        await asyncio.sleep(town.limiter.ready_in(-5))
        before = town.now()
        await town.send(-5)
        assert town.times(-5)[-1] == pytest.approx(before)

    leaping(story)


def test_after_a_429_its_chat_pauses_for_the_full_time_and_no_other() -> None:
    town = Town(fails={1: [RetryAfter(timedelta(seconds=7))]})

    async def story() -> None:
        with pytest.raises(RetryAfter):
            await town.send(1)
        assert town.limiter.ready_in(1) == pytest.approx(7)
        assert town.limiter.ready_in(2) == 0
        with pytest.raises(RetryAfter) as refused:
            await town.send(1)
        assert refused.value.retry_after == timedelta(seconds=7)
        await town.send(2)
        await asyncio.sleep(5.5)
        await town.send(1)

    leaping(story)
    assert town.times(1) == [0.0, 7.0]
    assert town.times(2) == [pytest.approx(0.02)]


def test_a_429_in_two_chats_pauses_the_whole_bot() -> None:
    floods: dict[int, list[Exception]] = {chat: [RetryAfter(timedelta(seconds=5))] for chat in (1, 2)}
    town = Town(fails=floods)

    async def story() -> None:
        for chat in (1, 2):
            with pytest.raises(RetryAfter):
                await town.send(chat)
        assert town.limiter.ready_in(3) == pytest.approx(5)
        with pytest.raises(RetryAfter):
            await town.send(3)
        await asyncio.sleep(4)
        await town.send(3)

    leaping(story)
    assert town.times(3) == [pytest.approx(5.02)]


def test_those_who_queue_when_a_pause_begins_are_told_instead_of_kept() -> None:
    town = Town(fails={1: [RetryAfter(timedelta(seconds=30))]})

    async def story() -> None:
        told = await asyncio.gather(*(town.send(1) for _ in range(4)), return_exceptions=True)
        assert [type(one) for one in told] == [RetryAfter] * 4
        assert town.now() < 2

    leaping(story)


def test_other_failures_pass_through_and_pause_nothing() -> None:
    town = Town(fails={1: [BadRequest("chat not found")]})

    async def story() -> None:
        with pytest.raises(BadRequest):
            await town.send(1)
        assert town.limiter.ready_in(1) == pytest.approx(1.02)

    leaping(story)


def test_who_gives_up_waiting_leaves_the_place_to_the_next() -> None:
    town = Town()

    async def story() -> None:
        await town.send(1)
        impatient = asyncio.create_task(town.send(1))
        patient = asyncio.create_task(town.send(1))
        await asyncio.sleep(0.5)
        impatient.cancel()
        await patient
        assert impatient.cancelled()

    leaping(story)
    assert town.times(1) == [0.0, pytest.approx(1.02)]


def test_chats_of_long_ago_are_forgotten() -> None:
    town = Town()

    async def story() -> None:
        for chat in range(1, 6000):
            await town.send(chat if chat % 10 else -chat)
            await asyncio.sleep(0.05)

    leaping(story)
    assert town.limiter.remembered <= 1024


def test_forgetting_others_keeps_what_still_counts() -> None:
    town = Town()

    async def story() -> None:
        to_group = asyncio.gather(*(town.send(-1) for _ in range(20)))
        for chat in range(1, 1200):
            await town.send(chat)
        await to_group
        assert town.limiter.remembered < 1200
        assert town.limiter.ready_in(-1) == pytest.approx(town.times(-1)[0] + 60.5 - town.now())

    leaping(story)


def test_a_window_counts_what_is_sent_together() -> None:
    window = Window(3, 10.0)
    window.add(1.0, 2)
    assert (window.free_at(1), window.free_at(2), window.free_at(9)) == (0.0, 11.0, 11.0)
    window.add(2.0, 1)
    assert (window.free_at(1), window.free_at(3)) == (11.0, 12.0)


async def test_ninety_people_are_told_without_one_429(tmp_path: Any) -> None:
    async with FakeTelegram(limits="strict") as fake:
        bot = fake.create_bot()
        people = [fake.create_user() for _ in range(90)]
        for person in people:
            fake.opens(person, bot)
        sender = TelegramSender("mẫu", bot.token, fake.url)
        files = FileStore(tmp_path / "files")
        began = time.monotonic()
        await asyncio.gather(*(sender.send(message(str(person.id), "Mời họp"), files) for person in people))
        took = time.monotonic() - began
        await sender.close()
        assert (fake.counts(bot)["sent"], fake.counts(bot)["too_many_requests"]) == (90, 0)
        assert 90 / took >= 29
