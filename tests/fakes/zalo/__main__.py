"""The fake Zalo as a process of its own, for benchmarks and for trying things by hand."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gc
import json
import signal

from tests.fakes.zalo.server import FakeZalo
from tests.fakes.zalo.world import ENTERPRISE, STATE_AGENCY


async def serve(given: argparse.Namespace) -> None:
    """Print one line of JSON with addresses, keys and tokens, then serve until told to end."""
    done = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows has no signal handlers in its event loop
            asyncio.get_running_loop().add_signal_handler(number, done.set)
    async with FakeZalo(port=given.port, limits="strict" if given.limits == "strict" else "off") as fake:
        app = fake.create_app(callback_url=given.callback)
        kind = STATE_AGENCY if given.state_agency else ENTERPRISE
        accounts = [fake.create_oa(f"UBND xã mẫu {n + 1}", oa_type=kind, app=app) for n in range(given.accounts)]
        bots = [fake.create_bot(f"Bot mẫu {n + 1}") for n in range(given.bots)]
        if given.webhook:
            await fake.set_webhook(given.webhook, app, probe=False)
        told = {
            "url": fake.url,
            **fake.bases,
            "app": {"id": app.id, "secret": app.secret, "oa_secret": app.oa_secret},
            "accounts": [{"id": oa.id, "name": oa.name, **fake.tokens(oa)} for oa in accounts],
            "bots": [bot.token for bot in bots],
        }
        print(json.dumps(told), flush=True)
        await done.wait()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fakes.zalo", description=__doc__)
    parser.add_argument("--port", type=int, default=8082)
    parser.add_argument("--limits", choices=["strict", "off"], default="strict")
    parser.add_argument("--accounts", type=int, default=1)
    parser.add_argument("--bots", type=int, default=1)
    parser.add_argument("--state-agency", action="store_true", help="accounts of the type communes have")
    parser.add_argument("--callback", help="callback address saved in the console")
    parser.add_argument("--webhook", help="webhook address saved in the console")
    given = parser.parse_args()
    # The memory only grows; looking through it for garbage again and again would cost most of the time.
    gc.set_threshold(100_000, 50, 100)
    loop_factory = None
    with contextlib.suppress(ImportError):
        import uvloop

        loop_factory = uvloop.new_event_loop
    with asyncio.Runner(loop_factory=loop_factory) as runner:
        runner.run(serve(given))


if __name__ == "__main__":
    main()
