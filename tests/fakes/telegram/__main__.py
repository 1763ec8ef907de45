"""The fake Telegram as a process of its own, for benchmarks and for trying things by hand."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gc
import json
import signal

from tests.fakes.telegram.delivery import Pace
from tests.fakes.telegram.server import FakeTelegram


async def serve(port: int, limits: str, bots: int) -> None:
    """Print one line of JSON with the url and the bots' tokens, then serve until told to end."""
    done = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows has no signal handlers in its event loop
            asyncio.get_running_loop().add_signal_handler(number, done.set)
    async with FakeTelegram(port=port, limits="strict" if limits == "strict" else "off", pace=Pace()) as fake:
        tokens = [f"{100_001 + number}:sample-token-of-a-fake-bot" for number in range(bots)]
        for token in tokens:
            fake.create_bot(token)
        print(json.dumps({"url": fake.url, "tokens": tokens}), flush=True)
        await done.wait()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fakes.telegram", description=__doc__)
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--limits", choices=["strict", "off"], default="strict")
    parser.add_argument("--bots", type=int, default=1)
    given = parser.parse_args()
    # The memory only grows; looking through it for garbage again and again would cost most of the time.
    gc.set_threshold(100_000, 50, 100)
    loop_factory = None
    with contextlib.suppress(ImportError):
        import uvloop

        loop_factory = uvloop.new_event_loop
    with asyncio.Runner(loop_factory=loop_factory) as runner:
        runner.run(serve(given.port, given.limits, given.bots))


if __name__ == "__main__":
    main()
