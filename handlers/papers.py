"""Papers that are made here: kept as files, so that what was sent can be shown again."""

from collections.abc import AsyncIterator

from domain.notice import Attachment
from handlers.visit import Visit
from storage.file import attachment


async def keep_paper(visit: Visit, content: bytes, name: str) -> Attachment:
    """Store `content` under the hash of it; `name` is what people see."""

    async def at_once() -> AsyncIterator[bytes]:
        yield content

    file = await visit.files.keep(at_once())
    await visit.desk.uow.files.add(file, visit.desk.now)
    return attachment(file, name)
