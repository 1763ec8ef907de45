"""Calls to Zalo's interface for Official Accounts: the token, the pace, the two versions, and what errors mean."""

import hashlib
import hmac
import json
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

import httpx

from bot.channels.zalo.errors import BUSINESS, OPENAPI, Class, Meaning, ZaloRefused, refusal
from bot.channels.zalo.limiter import AppLimiter
from bot.settings import ZaloSettings
from domain.delivery import TryLater

log = logging.getLogger(__name__)
# At INFO the library writes down addresses, which hold the ids of people.
logging.getLogger("httpx").setLevel(logging.WARNING)
logging.getLogger("httpcore").setLevel(logging.WARNING)

Json = dict[str, Any]

TIMEOUT: Final = 20.0
UPLOAD_TIMEOUT: Final = 120.0
MAX_TRACKING: Final = 48
# VND for a message outside of the 48 hours that are free; the answer tells that it was charged, not how much.
PRICE: Final = 55
WAYS: Final = {"v3": "/v3.0/oa/message/cs", "v2": "/v2.0/oa/message"}


class TokenSource(Protocol):
    """Where access tokens come from. May raise NotDelivered where there is none."""

    async def current(self) -> str: ...

    async def renewed(self, stale: str) -> str:
        """Refresh now, unless somebody has already replaced `stale`."""
        ...


class Remember(Protocol):
    """Keeps what an account has learned: `sends_by` ("v2" or "v3"), `buttons`, `trouble` (None when it is over)."""

    async def __call__(self, **changed: Any) -> None: ...


@dataclass(frozen=True)
class Sent:
    """A message that Zalo took: its id where Zalo told it, and what it cost in VND."""

    ref: str | None
    cost: int = 0


async def _forget(**changed: Any) -> None:
    """Remember nothing beyond this process."""


class ZaloApi:
    """The calls of one account. Those of one app share a limiter.

    Every call raises ZaloRefused for a code of Zalo's that it cannot mend, and TryLater where Zalo could not be
    reached or did not answer as it should; whether something was sent then, nobody knows.
    """

    def __init__(
        self,
        http: httpx.AsyncClient,
        bases: ZaloSettings,
        tokens: TokenSource,
        app_secret: str | None = None,
        *,
        limiter: AppLimiter | None = None,
        sends_by: str = "v3",
        remember: Remember = _forget,
    ) -> None:
        self.limiter = limiter or AppLimiter()
        self._http = http
        self._openapi = bases.openapi_base
        self._business = bases.business_base
        self._tokens = tokens
        self._app_secret = app_secret
        self._sends_by = sends_by
        self._remember = remember
        # Apps may be set to want every call to prove that it knows their secret; Zalo says so when they do.
        self._proves = False

    @property
    def sends_by(self) -> str:
        """The version of the call that takes messages of this account."""
        return self._sends_by

    # ── sending ───────────────────────────────────────────────────────────────────────────────────────────────

    async def send_text(self, user: str, text: str, buttons: list[Json] | None = None) -> Sent:
        """`buttons` are at most five, as Zalo wants them."""
        message: Json = {"text": text}
        if buttons:
            message["attachment"] = {"type": "template", "payload": {"buttons": buttons}}
        return await self._say(user, message)

    async def send_image(self, user: str, attachment_id: str) -> Sent:
        element = {"media_type": "image", "attachment_id": attachment_id}
        payload = {"template_type": "media", "elements": [element]}
        return await self._say(user, {"attachment": {"type": "template", "payload": payload}})

    async def send_file(self, user: str, token: str) -> Sent:
        return await self._say(user, {"attachment": {"type": "file", "payload": {"token": token}}})

    async def send_to_group(self, group: str, text: str) -> Sent:
        body = {"recipient": {"group_id": group}, "message": {"text": text}}
        return _sent(await self._post("/v3.0/oa/group/message", body))

    async def send_template(self, user: str, template: str, data: Mapping[str, str]) -> Sent:
        """An approved text, to somebody by their id; the person need not have written lately."""
        body = {"user_id": user, "template_id": template, "template_data": dict(data)}
        return _sent(await self._post("/v3.0/oa/message/template", body))

    async def send_template_to_phone(self, phone: str, template: str, data: Mapping[str, str], tracking: str) -> Sent:
        """An approved text, to a telephone number as people write it. `tracking` is cut to 48 characters."""
        body = {
            "phone": international(phone),
            "template_id": template,
            "template_data": dict(data),
            "tracking_id": tracking[:MAX_TRACKING],
        }
        url = f"{self._business}/message/template"
        return _sent(await self._call("POST", url, json=body, table=BUSINESS))

    async def _say(self, user: str, message: Json) -> Sent:
        """Send by the version that this account takes, and find out which when it is the other."""
        body = {"recipient": {"user_id": user}, "message": message}
        way = self._sends_by
        try:
            return _sent(await self._post(WAYS[way], body))
        except ZaloRefused as refused:
            # Only this code: with any other the message may have been delivered.
            if refused.meaning.kind != (Class.USE_V2 if way == "v3" else Class.USE_V3):
                raise
        other = "v2" if way == "v3" else "v3"
        try:
            return _sent(await self._post(WAYS[other], body))
        except ZaloRefused as refused:
            if refused.meaning.kind in (Class.USE_V2, Class.USE_V3):
                other = way
            raise
        finally:
            await self._settle(other)

    async def _settle(self, way: str) -> None:
        if way == self._sends_by:
            return
        self._sends_by = way
        try:
            await self._remember(sends_by=way)
        except Exception as trouble:
            # It costs one call more after the next start, no message.
            log.warning("not kept which version of Zalo's interface sends (%s)", type(trouble).__name__)

    # ── uploading ─────────────────────────────────────────────────────────────────────────────────────────────

    async def upload_image(self, name: str, content: bytes) -> str:
        """Upload a JPEG or PNG of at most 1 MB; the id to send it by, good for seven days."""
        return await self._upload("image", name, content, "attachment_id")

    async def upload_file(self, name: str, content: bytes) -> str:
        """Upload a PDF, DOC, DOCX or CSV of at most 5 MB; the token to send it by, good for seven days."""
        return await self._upload("file", name, content, "token")

    async def _upload(self, kind: str, name: str, content: bytes, key: str) -> str:
        url = f"{self._openapi}/v2.0/oa/upload/{kind}"
        data = await self._call("POST", url, files={"file": (name, content)}, table=OPENAPI)
        found = _text(data, key)
        if found is None:
            raise TryLater("network")
        return found

    # ── asking ────────────────────────────────────────────────────────────────────────────────────────────────

    async def quota(self, user: str) -> Json:
        """What may still be sent to somebody: `last_interaction` in ms, `cs_reply` where there is a cap."""
        return await self._post("/v3.0/oa/quota/message", {"user_id": user})

    async def account(self) -> Json:
        """The account itself: `oa_id`, `name`, `is_verified`, `package_name`, `oa_type` (4 is a state agency) …"""
        data = await self._get("/v2.0/oa/getoa")
        # Both spellings are seen.
        return data if "oa_id" in data or "oaid" not in data else data | {"oa_id": data["oaid"]}

    async def user(self, user: str) -> Json:
        """Somebody as the account knows them: `display_name`, `user_is_follower`, `shared_info` …"""
        return await self._get("/v3.0/oa/user/detail", {"user_id": user})

    # ── one call ──────────────────────────────────────────────────────────────────────────────────────────────

    async def _post(self, path: str, body: Json) -> Json:
        return await self._call("POST", self._openapi + path, json=body, table=OPENAPI)

    async def _get(self, path: str, data: Json | None = None) -> Json:
        params = {"data": json.dumps(data, separators=(",", ":"))} if data is not None else None
        return await self._call("GET", self._openapi + path, params=params, table=OPENAPI)

    async def _call(self, method: str, url: str, *, table: dict[int, Meaning], **request: Any) -> Json:
        """Make the call, once more with a fresh token or a proof where that was wanting; the `data` of the answer."""
        token = await self._tokens.current()
        renewed = False
        while True:
            try:
                return await self._ask(method, url, token, table, request)
            except ZaloRefused as refused:
                if refused.meaning.kind is Class.REFRESH and not renewed:
                    renewed = True
                    token = await self._tokens.renewed(token)
                elif refused.meaning.kind is Class.PROOF and self._app_secret and not self._proves:
                    self._proves = True
                else:
                    raise

    async def _ask(self, method: str, url: str, token: str, table: dict[int, Meaning], request: Json) -> Json:
        headers = {"access_token": token}
        if self._proves and self._app_secret:
            headers["appsecret_proof"] = hmac.new(self._app_secret.encode(), token.encode(), hashlib.sha256).hexdigest()
        timeout = UPLOAD_TIMEOUT if "files" in request else TIMEOUT
        await self.limiter.enter()
        limits: tuple[int | None, int | None] = (None, None)
        try:
            answer = await self._http.request(
                method, url, headers=headers, timeout=timeout, follow_redirects=False, **request
            )
            limits = _limits(answer)
        except httpx.HTTPError:
            # Not with what caused it: its words may quote the address, and that the id of a person.
            raise TryLater("network") from None
        finally:
            self.limiter.leave(*limits)
        if answer.status_code == 401:
            raise ZaloRefused(401, Meaning(Class.REFRESH, "zalo-token"))
        if answer.status_code == 429:
            raise self._too_fast()
        if answer.status_code >= 500:
            raise TryLater("network")
        body = _object(answer)
        if body is None:
            if answer.status_code == 404:
                log.error("Zalo has no such call: %s", url.partition("://")[2].partition("/")[2])
                raise ZaloRefused(404, Meaning(Class.OURS, "rejected"))
            raise TryLater("network")
        code = _number(body.get("error"))
        if code is None:
            raise TryLater("network")
        if code != 0:
            refused = refusal(code, str(body.get("message", "")), table)
            raise self._too_fast() if refused.meaning.kind is Class.NEXT_MINUTE else refused
        data = body.get("data")
        return data if isinstance(data, dict) else {}

    def _too_fast(self) -> TryLater:
        return TryLater("flood", after=self.limiter.pause())


def international(phone: str) -> str:
    """A Vietnamese telephone number as Zalo wants it: 84 and the rest, digits only."""
    digits = re.sub(r"\D", "", phone)
    return f"84{digits[1:]}" if digits.startswith("0") and not digits.startswith("00") else digits.removeprefix("00")


def _sent(data: Json) -> Sent:
    """Templates by telephone are told by `msg_id`, all else by `message_id`."""
    ref = _text(data, "message_id" if "message_id" in data else "msg_id")
    quota = data.get("quota")
    charged = isinstance(quota, dict) and quota.get("quota_type") == "purchase_quota"
    return Sent(ref, PRICE if charged else 0)


def _text(data: Json, key: str) -> str | None:
    value = data.get(key)
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) and value != "" else None


def _object(answer: httpx.Response) -> Json | None:
    """The answer as an object; None where somebody else has answered, in HTML, or half of it is missing."""
    try:
        body = json.loads(answer.content)
    except (ValueError, RecursionError):
        return None
    return body if isinstance(body, dict) else None


def _number(value: Any) -> int | None:
    """Codes are numbers, now and then in quotes."""
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,9}", value):
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _limits(answer: httpx.Response) -> tuple[int | None, int | None]:
    said = (answer.headers.get(f"X-RateLimit-{name}", "") for name in ("Limit", "Remain"))
    limit, left = (int(each) if re.fullmatch(r"\d{1,9}", each) else None for each in said)
    return limit, left
