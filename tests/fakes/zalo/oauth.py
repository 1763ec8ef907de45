"""OAuth v4 of Official Accounts: the page of consent, codes, and pairs of tokens that replace each other."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from tests.fakes.zalo.world import Code, Grant, Json, OfficialAccount, Refused, World

CODE_LIFETIME = 600.0
CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")
TEXTS = {
    -14002: "Invalid appId",
    -14003: "Invalid redirect uri",
    -14004: "Invalid secret key",
    -14020: "Invalid refresh token",
    -14029: "App is not approved",
    # The numbers below are guesses: nobody has published them, so nothing may depend on them.
    -14005: "Invalid grant type",
    -14012: "Invalid code verifier",
    -14014: "Invalid code challenge",
    -14019: "Invalid authorized code",
}
REF_DOC = "https://developers.zalo.me/docs/social-api/tai-lieu/user-access-token-v4"


def failure(code: int, reason: str = "", *, numbered: bool = True) -> Json:
    name = TEXTS.get(code, "Unknown error")
    body: Json = {"error_name": name, "error_reason": reason, "ref_doc": REF_DOC, "error_description": reason or name}
    return body | ({"error": code} if numbered else {})


def asked(world: World, query: str) -> dict[str, str]:
    """The parameters of a link for consent, checked as they are before the page is shown."""
    given = dict(parse_qsl(query, keep_blank_values=True))
    app = world.apps.get(given.get("app_id", ""))
    if app is None:
        raise Refused(-14002, "")
    if not app.active:
        raise Refused(-14002, "App is not active but user is not admin")
    if not app.approved:
        raise Refused(-14029, "")
    redirect = given.get("redirect_uri", "")
    if not redirect or "?" in redirect or redirect != app.callback_url:
        raise Refused(-14003, "")
    if not CHALLENGE.fullmatch(given.get("code_challenge", "")):
        raise Refused(-14014, "")
    return given


def page(world: World, query: str) -> str:
    """The page of consent: the account is chosen by pressing its button."""
    given = asked(world, query)
    app = world.apps[given["app_id"]]
    known = [oa for oa in world.oas.values() if app in oa.apps]
    buttons = "".join(f'<p><button name="oa_id" value="{oa.id}">{html.escape(oa.name)}</button></p>' for oa in known)
    action = html.escape("consent?" + query)
    return (
        '<!doctype html><html lang="vi"><meta charset="utf-8"><title>Zalo (giả)</title>'
        f"<h1>{html.escape(app.name)}</h1><p>Chọn Official Account và cho phép:</p>"
        f'<form method="post" action="{action}">{buttons}</form></html>'
    )


def consent(world: World, query: str, oa: OfficialAccount) -> str:
    """What pressing the button leads to: the callback's address with a code."""
    given = asked(world, query)
    app = world.apps[given["app_id"]]
    if app not in oa.apps:
        raise Refused(-14002, "App is not linked with the Official Account")
    code = world.token()[:120]
    world.codes[code] = Code(app, oa, given["code_challenge"], world.clock.unix() + CODE_LIFETIME)
    back = {"code": code, "oa_id": oa.id} | ({"state": given["state"]} if "state" in given else {})
    return f"{given['redirect_uri']}?{urlencode(back)}"


def exchange(world: World, given: dict[str, str], secret: str) -> Json:
    """A pair of tokens for a code or for the refresh token of the pair before."""
    app = world.apps.get(given.get("app_id", ""))
    if app is None or not app.active:
        raise Refused(-14002, "")
    if secret != app.secret:
        raise Refused(-14004, "")
    if given.get("grant_type") == "authorization_code":
        code = world.codes.get(given.get("code", ""))
        if code is None or code.app is not app or code.used or world.clock.unix() >= code.expires_at:
            raise Refused(-14019, "")
        verifier = given.get("code_verifier", "")
        if len(verifier) != 43 or challenge_of(verifier) != (app.challenge or code.challenge):
            raise Refused(-14012, "")
        code.used = True
        return pair(world, world.grant(app, code.oa))
    if given.get("grant_type") == "refresh_token":
        old = world.by_refresh.get(given.get("refresh_token", ""))
        if old is None or old.app is not app or not old.alive or world.clock.unix() >= old.refresh_until:
            raise Refused(-14020, "")
        old.alive = False
        return pair(world, world.grant(app, old.oa))
    raise Refused(-14005, "")


def pair(world: World, grant: Grant) -> Json:
    seconds = int(grant.access_until - world.clock.unix() + 0.5)
    return {"access_token": grant.access, "refresh_token": grant.refresh, "expires_in": str(seconds)}


def challenge_of(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def link(base: str, app_id: str, redirect_uri: str, verifier: str, state: str = "") -> str:
    """The link an administrator is given, with its four parameters."""
    query = {"app_id": app_id, "redirect_uri": redirect_uri, "code_challenge": challenge_of(verifier)}
    return f"{base}/v4/oa/permission?{urlencode(query | ({'state': state} if state else {}))}"


def query_of(url: str) -> str:
    return urlsplit(url).query
