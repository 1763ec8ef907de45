"""The check of an Official Account: what is in order, what is not, and what to do about it."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, TypeVar

import httpx

from bot.channels.zalo.keeper import DAYS_BEFORE
from bot.channels.zalo.oa import STATE_AGENCY, OaFacts, OaRefused, oa_facts, templates_left
from bot.channels.zalo.setup import OaSetUp, webhook_path
from bot.channels.zalo.tokens import Tokens
from bot.settings import ZaloSettings
from domain.delivery import TryLater
from domain.notice import Words, words
from storage.zalo import MISMATCHED, UNSIGNED, ZaloRow

SILENT_AFTER: Final = timedelta(days=7)
STALE: Final = (-216, -220, -124)

T = TypeVar("T")


class Mark(StrEnum):
    """In order, not in order, or for a person to judge."""

    FINE = "✓"
    WRONG = "✗"
    OPEN = "?"


@dataclass(frozen=True)
class Finding:
    """`mend` says what to do."""

    mark: Mark
    said: Words
    mend: Words | None = None


def look_at_settings(setup: OaSetUp, public_url: str | None) -> Iterator[Finding]:
    """What can be seen without asking anybody."""
    for name in setup.missing:
        yield Finding(Mark.WRONG, words("zalo-check-missing", name=name), words(_mend_missing(name)))
    if not setup.missing:
        yield Finding(Mark.FINE, words("zalo-check-settings"))
    if public_url is None or not public_url.startswith("https://"):
        yield Finding(Mark.WRONG, words("zalo-check-no-address"), words("zalo-check-no-address-mend"))
    else:
        yield Finding(Mark.FINE, words("zalo-check-address", address=public_url + webhook_path(setup)))


def _mend_missing(name: str) -> str:
    if name == "DOITHOAI_SECRET_KEY":
        return "zalo-check-missing-key-mend"
    return "zalo-check-missing-mend"


def look_at_row(setup: OaSetUp, row: ZaloRow | None, now: datetime) -> Iterator[Finding]:
    """What is known of the account from before: consent, events, what sending has taught, templates."""
    yield _consent(row, now)
    yield _heard(row, now)
    if row is not None and row.refresh is not None:
        yield Finding(Mark.FINE, words(f"zalo-check-sends-{row.sends_by}"))
        yield Finding(Mark.FINE, words("zalo-check-buttons" if row.buttons else "zalo-check-no-buttons"))
    templates = setup.account.templates if setup.account is not None else ()
    if templates:
        yield Finding(Mark.FINE, words("zalo-check-templates", count=len(templates)))
    else:
        yield Finding(Mark.OPEN, words("zalo-check-no-templates"), words("zalo-check-no-templates-mend"))


def _consent(row: ZaloRow | None, now: datetime) -> Finding:
    if row is None or row.refresh is None or row.refresh_until is None:
        return Finding(Mark.WRONG, words("zalo-check-no-consent"), words("zalo-check-connect-mend"))
    if row.trouble is not None:
        said = words("zalo-check-trouble", why=words(f"trouble-{row.trouble}"))
        return Finding(Mark.WRONG, said, words("zalo-check-trouble-mend"))
    if now >= row.refresh_until - timedelta(days=DAYS_BEFORE[0]):
        said = words("zalo-check-consent-ends", day=row.refresh_until)
        return Finding(Mark.WRONG, said, words("zalo-check-connect-mend"))
    return Finding(Mark.FINE, words("zalo-check-consent", day=row.refresh_until))


def _heard(row: ZaloRow | None, now: datetime) -> Finding:
    if row is None or row.heard_at is None:
        return Finding(Mark.WRONG, words("zalo-check-not-heard"), words("zalo-check-not-heard-mend"))
    if row.signature in (None, UNSIGNED, MISMATCHED):
        said = words("zalo-check-mismatched" if row.signature == MISMATCHED else "zalo-check-unsigned", at=row.heard_at)
        return Finding(Mark.WRONG, said, words("zalo-check-signature-mend"))
    if now - row.heard_at > SILENT_AFTER:
        return Finding(Mark.OPEN, words("zalo-check-silent", at=row.heard_at), words("zalo-check-not-heard-mend"))
    return Finding(Mark.FINE, words("zalo-check-heard", at=row.heard_at, how=row.signature))


async def ask_zalo(
    http: httpx.AsyncClient, settings: ZaloSettings, setup: OaSetUp, tokens: Tokens
) -> tuple[Finding, ...]:
    """What Zalo says of the account itself and of what it may send."""
    try:
        facts = await _asked(tokens, lambda token: oa_facts(http, settings.openapi_base, token))
    except TryLater as later:
        said = words("zalo-check-trouble", why=words(f"trouble-{later.trouble}"))
        return (Finding(Mark.WRONG, said, words("zalo-check-trouble-mend")),)
    except OaRefused as refused:
        return (_refused(refused),)
    found = list(_account(setup, facts))
    if setup.account is not None and setup.account.templates:
        try:
            left, daily = await _asked(tokens, lambda token: templates_left(http, settings.business_base, token))
        except (TryLater, OaRefused):
            found.append(Finding(Mark.OPEN, words("zalo-check-no-quota")))
        else:
            quota = words("zalo-check-quota", left=str(left), daily=str(daily))
            found.append(Finding(Mark.OPEN if left is None else Mark.FINE if left else Mark.WRONG, quota))
    return tuple(found)


async def _asked(tokens: Tokens, ask: Callable[[str], Awaitable[T]]) -> T:
    token = await tokens.current()
    try:
        return await ask(token)
    except OaRefused as refused:
        if refused.code not in STALE:
            raise
    return await ask(await tokens.renewed(token))


def _refused(refused: OaRefused) -> Finding:
    if not refused.code:
        return Finding(Mark.WRONG, words("zalo-check-no-answer"), words("zalo-check-no-answer-mend"))
    said = words("zalo-check-refused", code=str(refused.code))
    return Finding(Mark.WRONG, said, words("zalo-check-refused-mend"))


def _account(setup: OaSetUp, facts: OaFacts) -> Iterator[Finding]:
    if setup.oa_id and facts.id != setup.oa_id:
        yield Finding(Mark.WRONG, words("zalo-check-other-account", name=facts.name), words("zalo-check-connect-mend"))
        return
    kind = words("zalo-check-kind-state" if facts.kind == STATE_AGENCY else "zalo-check-kind-other")
    yield Finding(Mark.FINE, words("zalo-check-name", name=facts.name, kind=kind))
    if facts.verified:
        yield Finding(Mark.FINE, words("zalo-check-verified"))
    else:
        yield Finding(Mark.WRONG, words("zalo-check-not-verified"), words("zalo-check-not-verified-mend"))
    if facts.package is None:
        yield Finding(Mark.OPEN, words("zalo-check-no-package"), words("zalo-check-no-package-mend"))
    elif facts.package_until is None:
        yield Finding(Mark.FINE, words("zalo-check-package-open", package=facts.package))
    else:
        yield Finding(Mark.FINE, words("zalo-check-package", package=facts.package, day=facts.package_until))
    if facts.calls_a_minute is not None:
        yield Finding(Mark.FINE, words("zalo-check-calls", count=facts.calls_a_minute))
