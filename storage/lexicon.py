"""Words that a commune adds to what points to its topics."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.lexicon import LexiconWord, WordState
from storage.tables import lexicon_word


class Lexicon:
    """`changed` tells whether what points to topics was changed through this."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self.changed = False

    async def propose(self, commune_id: int, topic: str, words: Collection[str], now: datetime) -> None:
        """Remember words that stood in a correction; what was decided of one before stays."""
        rows = [
            {
                "commune_id": commune_id, "topic": topic, "word": word, "state": WordState.PROPOSED.value, "count": 1,
                "seen_at": now,
            }
            for word in sorted(set(words))
        ]  # fmt: skip
        if rows:
            put = insert(lexicon_word)
            again = {"count": lexicon_word.c.count + 1, "seen_at": put.excluded.seen_at}
            await self._connection.execute(
                put.on_conflict_do_update(index_elements=["commune_id", "topic", "word"], set_=again), rows
            )

    async def in_state(self, commune_id: int, state: WordState, limit: int) -> list[LexiconWord]:
        """Those that stood in most corrections first."""
        rows = await self._connection.execute(
            select(lexicon_word)
            .where(lexicon_word.c.commune_id == commune_id, lexicon_word.c.state == state.value)
            .order_by(lexicon_word.c.count.desc(), lexicon_word.c.id)
            .limit(limit)
        )
        return [_word(row) for row in rows]

    async def counts(self, commune_id: int) -> dict[WordState, int]:
        rows = await self._connection.execute(
            select(lexicon_word.c.state, func.count().label("many"))
            .where(lexicon_word.c.commune_id == commune_id)
            .group_by(lexicon_word.c.state)
        )
        return {WordState(row.state): row.many for row in rows}

    async def decide(
        self, commune_id: int, word_id: int, state: WordState, by: int, now: datetime
    ) -> LexiconWord | None:
        """The word in its new state; None where there is no such word."""
        rows = await self._connection.execute(
            update(lexicon_word)
            .where(lexicon_word.c.commune_id == commune_id, lexicon_word.c.id == word_id)
            .values(state=state.value, decided_by=by, decided_at=now)
            .returning(lexicon_word)
        )
        row = rows.one_or_none()
        self.changed = self.changed or row is not None
        return _word(row) if row else None

    async def used(self) -> dict[int, dict[str, list[str]]]:
        """The words in use, by commune and topic."""
        found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for row in await self._connection.execute(
            select(lexicon_word.c.commune_id, lexicon_word.c.topic, lexicon_word.c.word)
            .where(lexicon_word.c.state == WordState.USED.value)
            .order_by(lexicon_word.c.commune_id, lexicon_word.c.id)
        ):
            found[row.commune_id][row.topic].append(row.word)
        return found

    async def version(self) -> int:
        """Another one whenever the words in use are others."""
        used = lexicon_word.c.state == WordState.USED.value
        return int(
            await self._connection.scalar(select(func.bit_xor(func.hashint8(lexicon_word.c.id))).where(used)) or 0
        )


def _word(row: Any) -> LexiconWord:
    return LexiconWord(row.commune_id, row.id, row.topic, row.word, WordState(row.state), row.count)
