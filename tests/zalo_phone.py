"""A Zalo user's phone, on a commune's Official Account."""

import re
from typing import TYPE_CHECKING

from bot.channels.zalo.payload import Signer
from locales import LANGUAGES
from tests.fakes.zalo import Bot, FakeZalo, Group, OfficialAccount, Person
from tests.fakes.zalo.world import Line
from tests.town import Phone, Seen, sentence

if TYPE_CHECKING:
    from tests.town import Town

_OPTION = re.compile(r"(\d+)\. (.+)")


class ZaloPhone(Phone):
    """Presses buttons where there are any, and types the number where choices are a list."""

    def __init__(
        self, town: "Town", zalo: FakeZalo, person: Person, oa: OfficialAccount, group: Group | None = None
    ) -> None:
        super().__init__(town)
        self.zalo = zalo
        self.person = person
        self.oa = oa
        self.group = group

    def in_group(self, group: Group) -> "ZaloPhone":
        return ZaloPhone(self.town, self.zalo, self.person, self.oa, group)

    async def keeps_in_touch(self) -> None:
        await self._say("menu", None)
        await self.looks()

    async def history(self) -> list[Seen]:
        lines = self._heard()
        listed = any(not line.buttons and options(line.text)[1] for line in lines)
        keys = await self._keys_by_labels() if listed else {}
        return [self._seen(line, keys) for line in lines]

    def _heard(self) -> list[Line]:
        return [line for line in self.zalo.sees(self.person, oa=self.oa, group=self.group) if line.by != "person"]

    def _seen(self, line: Line, keys: dict[tuple[str, ...], tuple[str, ...]]) -> Seen:
        # What Zalo does not carry is there by its address.
        files = len(line.images) + len(line.files) + line.text.count("/files/")
        if line.buttons:
            known = tuple(self._signer.key(button.value) or "" for button in line.buttons)
            return Seen(line.text, tuple(line.labels), known, files)
        text, labels = options(line.text)
        return Seen(text, labels, keys.get(labels, tuple("" for _ in labels)), files)

    @property
    def _signer(self) -> Signer:
        return Signer(self.oa.apps[0].oa_secret)

    async def _keys_by_labels(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        """What stands behind numbered choices, which nobody sees: by the words of all choices of a message."""
        rows = await self.town.rows("select choices from outbox where choices <> '[]' order by id")
        return {tuple(c["label"] for c in row.choices): tuple(c["key"] for c in row.choices) for row in rows}

    async def _say(self, text: str, delivery: str | None) -> None:
        if delivery is not None:
            self.zalo.duplicate_next()
        self.zalo.says(self.person, text, oa=self.oa, group=self.group)

    async def _press(self, key: str) -> None:
        shown = [seen for seen in await self.history() if seen.keys]
        newest = next((seen for seen in reversed(shown) if key in seen.keys), None)
        line = next((line for line in reversed(self._heard()) if newest and options(line.text)[0] == newest.text), None)
        if newest is not None and line is not None and not line.buttons and newest is shown[-1]:
            self.zalo.says(self.person, str(newest.keys.index(key) + 1), oa=self.oa)
        elif newest is not None and line is not None and line.buttons:
            self.zalo.presses(self.person, newest.labels[newest.keys.index(key)], oa=self.oa)
        else:
            await self._press_any(key)

    async def _press_any(self, key: str) -> None:
        """As if there had been such a button."""
        self.zalo.says(self.person, self._signer.payload(key), oa=self.oa)

    async def _press_twice(self, key: str) -> None:
        self.zalo.duplicate_next()
        await self._press(key)

    async def _send(self, content: bytes, name: str, caption: str) -> None:
        if name.endswith((".png", ".jpg")):
            self.zalo.sends_photo(self.person, content, name=name, caption=caption, oa=self.oa)
        elif name.endswith((".ogg", ".aac")):
            self.zalo.sends_voice(self.person, content, name=name, oa=self.oa)
        else:
            self.zalo.sends_file(self.person, name, content, oa=self.oa)
            if caption:
                self.zalo.says(self.person, caption, oa=self.oa)

    async def shares_place(self, latitude: float, longitude: float) -> None:
        self.zalo.sends_location(self.person, latitude, longitude, oa=self.oa)


class ZaloBotPhone(Phone):
    """The same on a bot of the Bot Platform: there are no buttons at all."""

    def __init__(self, town: "Town", zalo: FakeZalo, person: Person, bot: Bot) -> None:
        super().__init__(town)
        self.zalo = zalo
        self.person = person
        self.bot = bot

    async def history(self) -> list[Seen]:
        lines = [line for line in self.zalo.sees(self.person, bot=self.bot) if line.by != "person"]
        return [self._seen(line) for line in lines]

    def _seen(self, line: Line) -> Seen:
        text, labels = options(line.text)
        # What stands for a choice is its number.
        return Seen(text, labels, tuple(str(n) for n in range(1, len(labels) + 1)), len(line.images))

    async def _say(self, text: str, delivery: str | None) -> None:
        self.zalo.says(self.person, text, bot=self.bot)

    async def _press(self, key: str) -> None:
        await self._say(key, None)

    async def _press_any(self, key: str) -> None:
        raise NotImplementedError("nobody can press what is not on the list")

    async def _press_twice(self, key: str) -> None:
        await self._press(key)

    async def _send(self, content: bytes, name: str, caption: str) -> None:
        self.zalo.sends_photo(self.person, content, name=name, caption=caption, bot=self.bot)


def options(text: str) -> tuple[str, tuple[str, ...]]:
    """What a message says, and the numbered choices at its end, before the sentence that says how to answer."""
    said, _, hint = text.rstrip().rpartition("\n\n")
    if hint not in {sentence("numbered-answer", language) for language in LANGUAGES}:
        return text, ()
    said, _, listed = said.rpartition("\n\n")
    found = [_OPTION.fullmatch(line) for line in listed.splitlines()]
    return said, tuple(match[2] for match in found if match)
