"""The command line."""

import argparse
import asyncio
import logging
import os
import signal
import sys
from collections.abc import Coroutine, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from bot.settings import Settings, SettingWrong, read_settings
from domain.refusal import Refused


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return the exit status: 0 done, 1 failed, 2 called or set up wrongly."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["test"]:
        from bot import checks

        return checks.run(given[1:])
    if given[:1] == ["bench"]:
        from bot.bench import run

        return run(given[1:])
    options = _parser().parse_args(given)
    if given[:1] == ["secret"]:
        # Before the settings are read: it is what mends one of them.
        _secret()
        return 0
    if given[:1] in (["route"], ["understanding"]):
        # Neither has anything to do with how this program is set up.
        return int(options.run(options))
    try:
        settings = read_settings()
        if getattr(options, "port", None):
            settings = replace(settings, port=options.port)
        _log(settings)
        outcome: int = options.run(options, settings)
        sys.stdout.flush()
    except SettingWrong as wrong:
        print(f"doithoai: {wrong}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Who reads what we print has seen enough; nor is anything said of it when the process ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    return outcome


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="doithoai",
        description="A chatbot with which a commune runs its dialogue conferences with residents.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    demo = commands.add_parser("demo", help="try it: four phones side by side, with sample communes")
    demo.add_argument("--port", type=_port, help="default 8080")
    demo.add_argument("--day", type=_day, help="begin on this day (YYYY-MM-DD), in a database of its own")
    demo.set_defaults(run=_demo)

    run = commands.add_parser("run", help="the real thing: all roles in one process, or some")
    run.add_argument("--port", type=_port, help="default 8080, or DOITHOAI_PORT")
    run.add_argument(
        "--role", action="append", choices=("web", "receiver", "worker", "courier", "scheduler"),
        help="play only this role; may be given several times",
    )  # fmt: skip
    run.set_defaults(run=_run)

    commune = commands.add_parser("commune", help="set communes up").add_subparsers(required=True, metavar="ACTION")
    apply = commune.add_parser("apply", help="set a commune up from its file, or bring it up to date")
    apply.add_argument("file", type=Path)
    apply.add_argument("--check", action="store_true", help="only show what would change")
    apply.set_defaults(run=_apply)
    listed = commune.add_parser("list", help="the communes that are set up")
    listed.set_defaults(run=_list)

    dialogue = commands.add_parser("dialogue", help="set dialogues up").add_subparsers(required=True, metavar="ACTION")
    planned = dialogue.add_parser("apply", help="create or change the dialogues that a file describes")
    planned.add_argument("file", type=Path)
    planned.set_defaults(run=_apply_dialogues)

    plan = commands.add_parser("plan", help="plans of dialogues").add_subparsers(required=True, metavar="ACTION")
    read = plan.add_parser("read", help="show what is understood of a plan (.docx, .pdf, .txt)")
    read.add_argument("file", type=Path)
    read.add_argument("--json", action="store_true", help="as JSON, for other programs")
    read.set_defaults(run=_read_plan)

    invite = commands.add_parser("invite", help="print a single-use link for the first clerk of a commune")
    invite.add_argument("commune", nargs="?", help="slug of the commune; not needed when there is only one")
    invite.set_defaults(run=_invite)

    poster = commands.add_parser("poster", help="write the poster (PDF, PNG) and the loudspeaker script of a dialogue")
    poster.add_argument("--commune", required=True, help="slug of the commune")
    poster.add_argument("--dialogue", required=True, type=int, help="number of the dialogue")
    poster.add_argument("--hamlet", help="key of the hamlet; without, for the whole commune")
    poster.add_argument("--telegram", metavar="BOT", help="name of the bot, for a second code")
    poster.add_argument("--language", choices=("vi", "en"), default="vi")
    poster.add_argument("--out", required=True, type=Path, help="folder to write to")
    poster.set_defaults(run=_poster)

    zalo = commands.add_parser("zalo", help="connect a Zalo Official Account, or check one").add_subparsers(
        required=True, metavar="ACTION"
    )
    connected = zalo.add_parser("connect", help="walk through the consent of the account's administrator")
    connected.add_argument("--commune", metavar="SLUG", help="whose account; not needed when there is only one")
    connected.add_argument("--callback", metavar="URL", help="the Callback URL in Zalo's console, when it is another")
    connected.add_argument("--paste", action="store_true", help="paste the address instead of waiting for the browser")
    connected.set_defaults(run=_connect_zalo)
    checked = zalo.add_parser("check", help="say what is in order and what is missing")
    checked.add_argument("--commune", metavar="SLUG", help="only the account of this commune")
    checked.set_defaults(run=_check_zalo)
    for each in (connected, checked):
        each.add_argument("--language", choices=("vi", "en"), default="vi")

    routed = commands.add_parser("route", help="suggest topics and units: JSON lines {id, text} in, JSON lines out")
    routed.set_defaults(run=_route)
    learning = commands.add_parser("understanding", help="what the suggestions are learnt from").add_subparsers(
        required=True, metavar="ACTION"
    )
    trained = learning.add_parser("train", help="make the weights again from the messages in understanding")
    trained.set_defaults(run=_train)
    measured = learning.add_parser("measure", help="how often the suggestions are right (cross-validation, minutes)")
    measured.set_defaults(run=_measure)

    secret = commands.add_parser("secret", help="print a new key for DOITHOAI_SECRET_KEY")
    secret.set_defaults(run=_secret)

    aside = commands.add_parser("set-aside", help="deliveries that kept failing: list them, or try them again")
    aside.add_argument("--retry", action="store_true")
    aside.set_defaults(run=_set_aside)

    audit = commands.add_parser("audit", help="the log of who did what when").add_subparsers(
        required=True, metavar="ACTION"
    )
    verified = audit.add_parser("verify", help="recompute the whole log, and say where it first does not hold")
    verified.add_argument("--commune", metavar="SLUG", help="only the log of this commune")
    verified.add_argument(
        "--seal", metavar="HASH", help="a seal that was written down elsewhere, which must still be there"
    )
    verified.set_defaults(run=_verify_audit)

    migrated = commands.add_parser("migrate", help="bring the database up to date (run does it by itself)")
    migrated.set_defaults(run=_migrate)
    commands.add_parser("test", help="format, lint, types, layers, words, all tests")
    commands.add_parser(
        "bench",
        help="benchmarks: bench intake, bench broadcast, bench reminders, bench zalo, bench likeness, "
        "bench understanding",
    )
    return parser


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")
    return int(text)


def _log(settings: Settings) -> None:
    logging.basicConfig(
        level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s", stream=sys.stderr
    )
    # These log addresses, and Telegram's addresses hold the token.
    for noisy in (
        "httpx", "httpcore", "aiogram", "apscheduler", "telegram", "aiohttp.access", "alembic", "fontTools",
    ):  # fmt: skip
        logging.getLogger(noisy).setLevel(logging.WARNING)


def _loop(work: Coroutine[Any, Any, int]) -> int:
    try:
        import uvloop
    except ImportError:
        return asyncio.run(work)
    return uvloop.run(work)


# ── running ───────────────────────────────────────────────────────────────────────────────────────────────────


def _run(options: argparse.Namespace, settings: Settings) -> int:
    from bot.wiring import ROLES, Program

    return _loop(_until_stopped(Program(settings, options.role or ROLES)))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day like 2025-10-01") from None


def _demo(options: argparse.Namespace, settings: Settings) -> int:
    from bot.demo import Demo

    return _loop(_until_stopped(Demo(settings, options.day)))


async def _until_stopped(program: Any) -> int:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopping.set)
    await program.start()
    print(f"Đối thoại: {program.settings.own_url}/", flush=True)
    stopped, failed = asyncio.create_task(stopping.wait()), asyncio.create_task(program.wait())
    await asyncio.wait({stopped, failed}, return_when=asyncio.FIRST_COMPLETED)
    await program.stop()
    status = 0 if stopped.done() else 1
    for task in (stopped, failed):
        task.cancel()
    return status


# ── setting up ────────────────────────────────────────────────────────────────────────────────────────────────


def _read_file(file: Path) -> dict[str, Any]:
    """Read a YAML file. Raises SettingWrong with a sentence that says what is wrong with it."""
    import yaml

    try:
        raw = yaml.safe_load(file.read_text(encoding="utf-8"))
    except OSError as failure:
        raise SettingWrong(f"{file} cannot be read: {failure.strerror}.") from None
    except (yaml.YAMLError, UnicodeDecodeError) as failure:
        place = getattr(failure, "problem_mark", None)
        where = f", line {place.line + 1}" if place else ""
        raise SettingWrong(f"{file} is not YAML{where}; mend it and try again.") from None
    if not isinstance(raw, dict):
        raise SettingWrong(f"{file} must hold settings, one `name: value` a line.")
    return raw


def _refusal(file: Path, refused: Refused) -> SettingWrong:
    from domain.notice import words
    from locales import render

    return SettingWrong(f"{file}: {render(words(refused.code, **refused.facts), 'en')}")


def _apply(options: argparse.Namespace, settings: Settings) -> int:
    from actions.commune import apply_setup, read_setup
    from bot.clock import SystemClock
    from bot.wiring import open_database

    async def work() -> int:
        raw = _read_file(options.file)
        try:
            setup = read_setup(raw)
            async with AsyncExitStack() as stack:
                database = await open_database(settings, stack)
                try:
                    async with database.begin() as uow:
                        changes = await apply_setup(uow, setup, SystemClock().now())
                        if options.check:
                            raise _OnlyLooking(changes)
                except _OnlyLooking as looked:
                    changes = looked.changes
        except Refused as refused:
            raise _refusal(options.file, refused) from None
        if not changes:
            print(f"{setup.slug}: nothing changes.")
        elif changes == ["+"]:
            counts = f"{len(setup.hamlets)} hamlets, {len(setup.departments)} departments, {len(setup.topics)} topics"
            print(f"{setup.slug}: new commune, {counts}.")
        else:
            print(f"{setup.slug}:", *changes, sep="\n  ")
        return 0

    return _loop(work())


def _apply_dialogues(options: argparse.Namespace, settings: Settings) -> int:
    from actions.commune import load_communes
    from actions.dialogue_file import apply_dialogues, read_dialogues
    from bot.clock import SystemClock
    from bot.wiring import open_database

    async def work() -> int:
        raw = _read_file(options.file)
        try:
            slug, wanted = read_dialogues(raw)
            async with AsyncExitStack() as stack:
                database = await open_database(settings, stack)
                async with database.begin() as uow:
                    commune = next((c for c in (await load_communes(uow)).values() if c.slug == slug), None)
                    if commune is None:
                        raise SettingWrong(
                            f"{options.file}: commune {slug} is not set up; doithoai commune apply first."
                        )
                    lines = await apply_dialogues(uow, commune, wanted, SystemClock().now())
        except Refused as refused:
            raise _refusal(options.file, refused) from None
        print(f"{slug}:", *(lines or ["nothing changes."]), sep="\n  ")
        return 0

    return _loop(work())


def _read_plan(options: argparse.Namespace, settings: Settings) -> int:
    import json

    from bot.plan import page
    from documents.plan import read_plan
    from documents.text import MAX_BYTES, read_text
    from domain.plan import to_json

    try:
        with options.file.open("rb") as opened:
            content = opened.read(MAX_BYTES + 1)
        plan = read_plan(read_text(content, options.file.name))
    except OSError as failure:
        raise SettingWrong(f"{options.file} cannot be read: {failure.strerror}.") from None
    except Refused as refused:
        raise _refusal(options.file, refused) from None
    print(json.dumps(to_json(plan), ensure_ascii=False, indent=2) if options.json else "\n".join(page(plan)))
    return 0


class _OnlyLooking(Exception):
    """Undoes what was only to be looked at."""

    def __init__(self, changes: list[str]) -> None:
        self.changes = changes


def _list(options: argparse.Namespace, settings: Settings) -> int:
    from actions.commune import load_communes
    from bot.wiring import open_database

    async def work() -> int:
        async with AsyncExitStack() as stack:
            database = await open_database(settings, stack)
            async with database.begin() as uow:
                for commune in (await load_communes(uow)).values():
                    print(f"{commune.code}  {commune.slug:<20} {commune.name}, {commune.province}")
        return 0

    return _loop(work())


def _invite(options: argparse.Namespace, settings: Settings) -> int:
    from urllib.parse import quote

    from actions.calendar import calendar_of
    from actions.commune import load_communes
    from actions.desk import Desk, actor_of
    from actions.invitation import first_clerk
    from bot.clock import SystemClock
    from bot.wiring import open_database
    from handlers.welcome import invitation_payload

    async def work() -> int:
        async with AsyncExitStack() as stack:
            database = await open_database(settings, stack)
            async with database.begin() as uow:
                communes = list((await load_communes(uow)).values())
                found = [c for c in communes if options.commune in (None, c.slug, c.code)]
                if len(found) != 1:
                    known = ", ".join(c.slug for c in communes) or "none yet: doithoai commune apply FILE"
                    print(f"doithoai: say which commune to invite for: {known}.", file=sys.stderr)
                    return 2
                now = SystemClock().now()
                desk = Desk(uow, found[0], calendar_of(found[0], now.year), actor_of(found[0], 0, ()), now)
                made = await first_clerk(desk)
        payload = invitation_payload(made.code)
        print(f"{settings.own_url}/c/{quote(found[0].slug)}?start={payload}")
        print(f"or type this code in the chat: {made.code} (single use, expires in 7 days)")
        return 0

    return _loop(work())


def _poster(options: argparse.Namespace, settings: Settings) -> int:
    from functools import partial
    from urllib.parse import quote

    from actions.announcement import loudspeaker_script, poster_of
    from actions.commune import load_communes
    from bot.wiring import open_database
    from documents.poster import print_poster
    from handlers.welcome import dialogue_payload
    from locales import render, render_all

    async def work() -> int:
        async with AsyncExitStack() as stack:
            database = await open_database(settings, stack)
            async with database.begin() as uow:
                communes = (await load_communes(uow)).values()
                commune = next((c for c in communes if options.commune in (c.slug, c.code)), None)
                if commune is None:
                    raise SettingWrong(f"no commune {options.commune}; doithoai commune list shows them.")
                dialogue = await uow.dialogues.find(commune.id, options.dialogue)
        if dialogue is None:
            raise SettingWrong(f"{commune.slug} has no dialogue {options.dialogue}.")
        hamlet = commune.hamlet(options.hamlet or dialogue.hamlet)
        if options.hamlet and hamlet is None:
            raise SettingWrong(f"{commune.slug} has no hamlet {options.hamlet}.")
        payload = dialogue_payload(commune.id, dialogue.id, hamlet.key if hamlet else None)
        links = {"web": f"{settings.own_url}/c/{quote(commune.slug)}?start={payload}"}
        if options.telegram:
            links["telegram"] = f"https://t.me/{options.telegram.removeprefix('@')}?start={payload}"
        say = partial(render, language=options.language)
        poster = poster_of(commune, dialogue, hamlet, links, say=say, language=options.language)
        script = render_all(loudspeaker_script(commune, dialogue, hamlet), options.language)
        name = "-".join([commune.slug, str(dialogue.id), *([hamlet.key] if hamlet else [])])
        pdf, png = print_poster(poster)
        files = {"pdf": pdf, "png": png, "txt": f"{script}\n".encode()}
        try:
            options.out.mkdir(parents=True, exist_ok=True)
            for ending, content in files.items():
                (options.out / f"{name}.{ending}").write_bytes(content)
                print(options.out / f"{name}.{ending}")
        except OSError as failure:
            raise SettingWrong(f"{options.out} cannot be written to: {failure.strerror}.") from None
        return 0

    return _loop(work())


def _connect_zalo(options: argparse.Namespace, settings: Settings) -> int:
    from bot.zalo import connect
    from domain.notice import words
    from locales import render

    async def work() -> int:
        try:
            async for said in connect(settings, options.commune, options.callback, paste=options.paste):
                print(render(said, options.language), end="\n\n", flush=True)
        except Refused as refused:
            print(render(words(refused.code, **refused.facts), options.language))
            return 1
        return 0

    return _loop(work())


def _check_zalo(options: argparse.Namespace, settings: Settings) -> int:
    from bot.channels.zalo.check import Mark
    from bot.zalo import check
    from locales import render

    async def work() -> int:
        fine = True
        async for setup, found in check(settings, options.commune):
            print(setup.name)
            for each in found:
                print(f"  {each.mark} {render(each.said, options.language)}")
                if each.mend is not None:
                    print(f"    → {render(each.mend, options.language)}")
                fine = fine and each.mark is not Mark.WRONG
        return 0 if fine else 1

    return _loop(work())


def _route(_: argparse.Namespace) -> int:
    from bot.route import route

    # Bytes that are no text are shown as such: one bad line stops nobody.
    with open(sys.stdin.fileno(), encoding="utf-8", errors="replace", closefd=False) as lines:
        for line in route(lines):
            print(line, flush=True)
    return 0


def _train(_: argparse.Namespace) -> int:
    from understanding import counting, hunch, hunch_training, joints_training, likeness, matters, parting, training

    print(f"{counting.FILE}: {training.train()} words and pairs of words.")
    print(f"{hunch.WEIGHTS}: {hunch_training.train_all()} signs of accusations, complaints and emergencies.")
    print(f"{parting.WEIGHTS}: {joints_training.train_all()} signs of another matter.")
    print(f"{likeness.WEIGHTS}: from {matters.train_all()} pairs of messages.")
    return 0


def _measure(_: argparse.Namespace) -> int:
    from understanding.measuring import table

    for line in table():
        print(line, flush=True)
    return 0


def _secret(*_: object) -> int:
    from storage.secret import new_key

    print(new_key())
    return 0


def _verify_audit(options: argparse.Namespace, settings: Settings) -> int:
    from actions.commune import load_communes
    from bot.audit import report
    from bot.wiring import open_database

    async def work() -> int:
        async with AsyncExitStack() as stack:
            database = await open_database(settings, stack)
            async with database.begin() as uow:
                communes = await load_communes(uow)
            slugs = {commune.slug: commune.id for commune in communes.values()}
            if options.commune is not None and options.commune not in slugs:
                known = ", ".join(slugs) or "none yet: doithoai commune apply FILE"
                print(f"doithoai: there is no commune {options.commune}; known are {known}.", file=sys.stderr)
                return 2
            async with database.single() as uow:
                checked = await uow.audits.check(slugs.get(options.commune))
                kept = options.seal is None or await uow.audits.has_seal(options.seal, slugs.get(options.commune))
                code = (
                    await uow.petitions.code_of(checked.broken.commune_id, checked.broken.subject_id)
                    if checked.broken
                    else None
                )
        lines = report(checked, {commune.id: commune.slug for commune in communes.values()}, code)
        if not kept:
            lines.append(f"BROKEN: the seal {options.seal} is not there any more: the log was made anew after it.")
        print(*lines, sep="\n")
        return 0 if kept and checked.broken is None else 1

    return _loop(work())


def _set_aside(options: argparse.Namespace, settings: Settings) -> int:
    from bot.wiring import open_database

    async def work() -> int:
        async with AsyncExitStack() as stack:
            database = await open_database(settings, stack)
            async with database.begin() as uow:
                if options.retry:
                    print(f"{await uow.inbox.retry_set_aside()} deliveries will be tried again.")
                    return 0
                for each in await uow.inbox.all_set_aside():
                    print(f"{each.id}  account {each.account_id}  {each.received_at:%Y-%m-%d %H:%M}  {each.trouble}")
        return 0

    return _loop(work())


def _migrate(options: argparse.Namespace, settings: Settings) -> int:
    from bot.wiring import open_database

    async def work() -> int:
        async with AsyncExitStack() as stack:
            await open_database(settings, stack)
        print("The database is up to date.")
        return 0

    return _loop(work())
