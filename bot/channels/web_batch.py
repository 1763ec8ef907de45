"""Batches of what people post to the web chat: many messages, one statement, one wait for the disk."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence

from storage.database import is_gone
from storage.web_chat import FromPerson, Kept

MOST = 64
MOST_LETTERS = 1_000_000
LANES = 2  # statements at the same time

Batch = list[tuple[FromPerson, asyncio.Future[Kept]]]


class Batches:
    """Stores in one statement what arrives at the same time: the database takes ten rows as fast as one.

    A message that comes alone is stored at once; while statements are under way, others gather for the next.
    """

    def __init__(self, store: Callable[[Sequence[FromPerson]], Awaitable[list[Kept]]]) -> None:
        self._store = store
        self._waiting: deque[tuple[FromPerson, asyncio.Future[Kept]]] = deque()
        self._lanes = 0
        self._running: set[asyncio.Task[None]] = set()

    async def keep(self, message: FromPerson) -> Kept:
        loop = asyncio.get_running_loop()
        kept: asyncio.Future[Kept] = loop.create_future()
        self._waiting.append((message, kept))
        if self._lanes < LANES:
            self._lanes += 1
            lane = loop.create_task(self._run())
            self._running.add(lane)
            lane.add_done_callback(self._running.discard)
        return await kept

    async def _run(self) -> None:
        while batch := self._gathered():
            try:
                await self._keep(batch)
            except Exception as failure:
                if is_gone(failure) or len(batch) == 1:
                    _fail(batch, failure)
                    continue
                # One of them is to blame: the others must not suffer for it.
                for alone in batch:
                    try:
                        await self._keep([alone])
                    except Exception as own:
                        _fail([alone], own)
        # Nothing happens between finding no more and this line, so nobody is left waiting.
        self._lanes -= 1

    async def _keep(self, batch: Batch) -> None:
        stored = await self._store([message for message, _ in batch])
        for (_, future), kept in zip(batch, stored, strict=True):
            if not future.done():
                future.set_result(kept)

    def _gathered(self) -> Batch:
        batch: Batch = []
        names: set[tuple[str, str]] = set()
        letters = 0
        while self._waiting and len(batch) < MOST and letters < MOST_LETTERS:
            message, _ = self._waiting[0]
            if (message.key, message.client_key) in names:
                break
            names.add((message.key, message.client_key))
            letters += len(message.text)
            batch.append(self._waiting.popleft())
        return batch


def _fail(batch: Batch, failure: Exception) -> None:
    for _, future in batch:
        if not future.done():
            future.set_exception(failure)
