"""Things that have to be done once, however long it takes to reach whoever does them."""

import asyncio
import logging
from typing import Any

log = logging.getLogger(__name__)


async def until_done(work: Any, *arguments: Any) -> None:
    """Try until it works, waiting longer each time."""
    pause = 1.0
    while True:
        try:
            await work(*arguments)
        except Exception as failure:
            log.warning("%s: %s, trying again", getattr(work, "__name__", "call"), type(failure).__name__)
            await asyncio.sleep(pause)
            pause = min(pause * 2, 300.0)
        else:
            return
