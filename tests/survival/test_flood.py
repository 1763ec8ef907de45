"""One person floods: answered more slowly, politely, and nothing is lost; nobody else waits."""

import re
from datetime import timedelta
from itertools import pairwise

from bot.worker import PACE
from tests.town import Seen, Town

FLOOD = 300
LATE = 20
SECONDS = 70
CODE = re.compile(r"CM25-(\d{4})")


def answered(history: list[Seen]) -> list[int]:
    """Which of the numbered questions were answered, in the order of the answers."""
    return [int(found[1]) for seen in history if (found := CODE.search(seen.text))]


async def test_a_flood_is_slowed_down_and_others_are_not(web_town: Town) -> None:
    town = web_town
    noisy, quiet = await town.resident("Người ồn ào"), await town.resident("Người yên lặng")
    for n in range(1, FLOOD + 1):
        assert await noisy.post(f"flood-{n}", json={"text": f"/tracuu CM25-{n:04d}"}) == 202
    await quiet.post("quiet", json={"text": "/help"})
    await town.settle()

    # In no time at all: the clock stands still.
    assert "Trợ lý của xã Cao Minh giúp" in (await quiet.last()).text
    first = await noisy.history()
    assert PACE - 10 <= len(answered(first)) <= PACE
    assert sum("trả lời chậm lại" in seen.text for seen in first) == 1

    # What is written while others wait does not overtake them.
    for n in range(FLOOD + 1, FLOOD + LATE + 1):
        assert await noisy.post(f"flood-{n}", json={"text": f"/tracuu CM25-{n:04d}"}) in (202, 429)
    assert "Trợ lý của xã Cao Minh giúp" in await quiet.says("/help")
    answers = list[int]()
    for _ in range(SECONDS):
        town.clock.moment += timedelta(seconds=1)
        await town.settle()
        answers.append(await _done(town))
    # About one a second; when the first burst is a minute old there is room for one more.
    assert {after - before for before, after in pairwise(answers)} <= {1, 2}
    assert answers[-1] - answers[0] <= SECONDS
    assert sum("trả lời chậm lại" in seen.text for seen in await noisy.history()) <= 2

    minutes = 0
    while await town.rows("select 1 from inbox where done_at is null"):
        before = await _done(town)
        town.clock.moment += timedelta(seconds=61)
        await town.settle()
        minutes += 1
        assert 0 < await _done(town) - before <= PACE + 1
    numbers = answered(await noisy.history())
    assert numbers[:FLOOD] == list(range(1, FLOOD + 1))
    assert numbers == sorted(numbers)
    assert sum("trả lời chậm lại" in seen.text for seen in await noisy.history()) <= 2 + minutes


async def _done(town: Town) -> int:
    [[count]] = await town.rows("select count(*) from inbox where done_at is not null")
    return int(count)
