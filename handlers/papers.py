"""What papers that are made here share: who issues them, their words, and that they are kept as files."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from documents.official import Head, Layout, print_docx, print_xlsx
from domain.commune import Commune
from domain.conclusion import NoticeLayout
from domain.notice import Attachment, Words, words
from domain.text import fold
from handlers.visit import Visit
from locales import FIRST, render
from storage.file import attachment

# How a paper is written, by the ending of its file.
WRITERS = {"docx": print_docx, "xlsx": print_xlsx}
# Cities under the central government (Resolution 202/2025/QH15); every other province is a "tỉnh".
CITIES = frozenset({"ha noi", "hai phong", "hue", "da nang", "can tho", "ho chi minh"})


def on_paper(said: Words) -> str:
    """In the commune's language, whatever language its clerk reads."""
    return render(said, FIRST)


def unit_name(commune: Commune) -> str:
    """The commune with its kind: "xã Nam Đàn"."""
    return on_paper(words(f"commune-{commune.kind}", name=commune.name))


def head_of(commune: Commune, layout: NoticeLayout) -> Head:
    """The head of a paper of the commune, without number and day."""
    province = fold(commune.province).removeprefix("thanh pho ").removeprefix("tinh ")
    above = words("paper-above-party", province=commune.province, city="yes" if province in CITIES else "no")
    return Head(
        Layout(layout.value),
        body=on_paper(words(f"paper-issuer-{layout}", unit=unit_name(commune))),
        place=commune.name,
        above=on_paper(above) if layout is NoticeLayout.PARTY else "",
        short=on_paper(words("paper-abbreviation-state")) if layout is NoticeLayout.STATE else "",
    )


async def print_paper(visit: Visit, paper: Any, name: str) -> Attachment:
    """Write one of the papers of `documents` as its name's ending says, and keep it."""
    content = await asyncio.to_thread(WRITERS[name.rpartition(".")[2]], paper)
    return await keep_paper(visit, content, name)


async def keep_paper(visit: Visit, content: bytes, name: str) -> Attachment:
    """Store `content` under the hash of it; `name` is what people see."""

    async def at_once() -> AsyncIterator[bytes]:
        yield content

    file = await visit.files.keep(at_once())
    await visit.desk.uow.files.add(file, visit.desk.now)
    return attachment(file, name)
