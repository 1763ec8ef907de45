"""One person floods: answered more slowly, politely, and nothing is lost; nobody else waits."""

from sqlalchemy import text

from bot.worker import PACE
from tests.town import Town

FLOOD = 200


async def test_a_flood_is_slowed_down_and_others_are_not(web_town: Town) -> None:
    town = web_town
    noisy, quiet = await town.resident("Người ồn ào"), await town.resident("Người yên lặng")
    for n in range(FLOOD):
        await noisy.post(f"flood-{n}", json={"text": "/menu"})
    await quiet.post("quiet", json={"text": "/help"})
    await town.settle()

    assert "Trợ lý của xã Cao Minh giúp" in (await quiet.last()).text
    first = await noisy.history()
    assert len(first) <= PACE + 10
    assert sum("trả lời chậm lại" in seen.text for seen in first) == 1

    for _ in range(FLOOD * 2):
        if await _done(town):
            break
        await town.passes(seconds=2)
    assert await _done(town)


async def _done(town: Town) -> bool:
    async with town.database.begin() as uow:
        waiting = await uow.connection.scalar(text("select count(*) from inbox where done_at is null"))
    return not waiting
