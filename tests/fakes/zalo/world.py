"""The fake Zalo's memory: apps, accounts, people, groups, bots, messages and files, without any network."""

from __future__ import annotations

import asyncio
import hashlib
import json
import mimetypes
import random
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import quote

from tests.fakes.telegram.world import Clock
from tests.fakes.zalo.limits import Counted, day, minute, month

Json = dict[str, Any]

HOUR = 3600.0
DAY = 24 * HOUR
ENTERPRISE, STATE_AGENCY = 2, 4
BLOCKED = -217


class Refused(Exception):
    """An answer with an error: the code and the words Zalo has for it."""

    def __init__(self, code: int, text: str) -> None:
        super().__init__(text)
        self.code = code
        self.text = text


class Gap(Exception):
    """A call that Zalo has and this fake does not play."""


@dataclass(frozen=True, slots=True)
class Button:
    """`value` is the payload that comes back, the address or the telephone number."""

    label: str
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class File:
    name: str
    size: int
    url: str


@dataclass(eq=False, slots=True)
class Line:
    """One message of a chat as a person sees it. `cost` is what the account paid for it, in dong."""

    message_id: str
    by: Literal["oa", "staff", "bot", "person"]
    sender: str
    kind: str
    text: str = ""
    at: float = 0.0
    buttons: tuple[Button, ...] = ()
    images: tuple[str, ...] = ()
    files: tuple[File, ...] = ()
    elements: tuple[Json, ...] = ()
    params: Json = field(default_factory=dict)
    quote: str | None = None
    hidden: bool = False
    cost: int = 0
    tracking_id: str = ""
    reactions: list[str] = field(default_factory=list)
    received: bool = False
    seen: bool = False

    @property
    def labels(self) -> list[str]:
        return [button.label for button in self.buttons]


@dataclass(eq=False, slots=True)
class Chat:
    lines: dict[str, Line] = field(default_factory=dict)
    waiting: list[asyncio.Future[None]] = field(default_factory=list)


@dataclass(eq=False)
class Person:
    """Somebody with Zalo: known under another id to every account, app and bot."""

    id: str
    name: str
    phone: str
    birthday: str = "30/10/1999"
    gender: str = "Nam"
    by_app: dict[str, str] = field(default_factory=dict, repr=False)
    by_bot: dict[str, str] = field(default_factory=dict, repr=False)


@dataclass(eq=False)
class Relation:
    """A person as one account knows them. `blocked` is the code that a message to them is refused with."""

    uid: str
    person: Person
    follows: bool = False
    left: bool = False
    blocked: int = 0
    last_interaction: float | None = None
    replies: int = 0
    chat: Chat = field(default_factory=Chat, repr=False)


@dataclass(eq=False)
class App:
    """An application of the developers' console. `oa_secret` signs webhooks, `secret` the token calls.

    `timestamp_in` says with which moment events are signed: that of the body, or one that only the header
    X-ZEvent-Timestamp tells. `challenge` is the constant the console may hold instead of one per link.
    """

    id: str
    name: str
    secret: str
    oa_secret: str
    callback_url: str | None = None
    challenge: str | None = None
    active: bool = True
    approved: bool = True
    registered: bool = True
    needs_proof: bool = False
    rate: int = 4000
    timestamp_in: Literal["body", "header"] = "body"
    events: frozenset[str] | None = None
    calls: Counter[str] = field(default_factory=Counter, repr=False)
    refusals: Counter[int] = field(default_factory=Counter, repr=False)


@dataclass(eq=False)
class OfficialAccount:
    """An Official Account. `reply_cap` limits the free messages after an interaction, None does not.

    `budget` is what may still be paid in dong, None anything; `sub_quota` are messages the package includes.
    """

    id: str
    name: str
    oa_type: int = ENTERPRISE
    apps: list[App] = field(default_factory=list, repr=False)
    verified: bool = True
    package: str = "Growth"
    disabled: bool = False
    reply_cap: int | None = None
    sub_quota: int = 0
    budget: int | None = None
    spent: int = 0
    sent: int = 0
    uploads: int = 5000
    daily_templates: int = 500
    admin_phones: set[str] = field(default_factory=set)
    people: dict[str, Relation] = field(default_factory=dict, repr=False)
    groups: dict[str, Group] = field(default_factory=dict, repr=False)
    by_person: dict[str, Relation] = field(default_factory=dict, repr=False)


@dataclass(eq=False)
class Group:
    """A group chat that an account owns. `attachments` lets it take images, files and stickers too."""

    id: str
    name: str
    oa: OfficialAccount = field(repr=False)
    members: dict[str, Relation] = field(default_factory=dict, repr=False)
    oa_in: bool = True
    enabled: bool = True
    attachments: bool = False
    chat: Chat = field(default_factory=Chat, repr=False)


@dataclass(eq=False)
class Template:
    """An approved text with <holes>; `params` are their names with the longest value each may have."""

    id: str
    text: str
    params: dict[str, int]
    name: str = ""
    status: str = "ENABLE"
    by_uid: bool = True
    price: int = 200
    daily: int = 5000


@dataclass(eq=False)
class Bot:
    """A bot of the Bot Platform. `shape` and `photo_field` choose between what is documented and what is seen."""

    token: str
    id: str
    name: str
    account_name: str
    shape: Literal["flat", "wrapped"] = "flat"
    photo_field: Literal["photo_url", "photo"] = "photo_url"
    most_users: int = 50
    most_messages: int = 3000
    most_groups: int = 3
    chats: dict[str, BotChat] = field(default_factory=dict, repr=False)
    written_to: set[str] = field(default_factory=set, repr=False)
    calls: Counter[str] = field(default_factory=Counter, repr=False)
    refusals: Counter[int] = field(default_factory=Counter, repr=False)
    sent: int = 0


@dataclass(eq=False)
class BotChat:
    """A private chat of a bot; `person` is None in a group."""

    id: str
    person: Person | None
    chat: Chat = field(default_factory=Chat, repr=False)
    actions: list[str] = field(default_factory=list, repr=False)


@dataclass(eq=False)
class BotGroup(BotChat):
    name: str = ""
    members: dict[str, Person] = field(default_factory=dict, repr=False)


@dataclass(eq=False, slots=True)
class Media:
    """A file behind an address of the fake; gone, or elsewhere, when a test wants it so."""

    content: bytes
    content_type: str
    gone: bool = False
    redirect: str | None = None


@dataclass(eq=False, slots=True)
class Asset:
    """An upload, good for seven days."""

    oa: OfficialAccount
    kind: str
    file: File
    expires_at: float


@dataclass(eq=False, slots=True)
class Grant:
    """One pair of tokens. It dies when the next pair is made or the console is changed."""

    app: App
    oa: OfficialAccount
    access: str
    refresh: str
    access_until: float
    refresh_until: float
    alive: bool = True


@dataclass(eq=False, slots=True)
class Code:
    app: App
    oa: OfficialAccount
    challenge: str
    expires_at: float
    used: bool = False


@dataclass(eq=False, slots=True)
class Event:
    """One webhook delivery; `statuses` are the HTTP answers so far, 0 for none."""

    name: str
    raw: bytes
    headers: dict[str, str]
    statuses: list[int] = field(default_factory=list)

    @property
    def body(self) -> Json:
        body: Json = json.loads(self.raw)
        return body


class World:
    """All there is, and the changes that accounts, bots and people have in common."""

    def __init__(self, *, limits: Literal["strict", "off"] = "strict", seed: int = 0) -> None:
        self.clock = Clock()
        self.limited = limits == "strict"
        self.dice = random.Random(seed)
        self.apps: dict[str, App] = {}
        self.oas: dict[str, OfficialAccount] = {}
        self.people: dict[str, Person] = {}
        self.by_phone: dict[str, Person] = {}
        self.bots: dict[str, Bot] = {}
        self.groups: dict[str, Group | BotGroup] = {}
        self.templates: dict[str, Template] = {}
        self.codes: dict[str, Code] = {}
        self.by_access: dict[str, Grant] = {}
        self.by_refresh: dict[str, Grant] = {}
        self.assets: dict[str, Asset] = {}
        self.media: dict[str, Media] = {}
        self.sent_templates: dict[str, Line] = {}
        self.minutes = self._counted(minute)
        self.days = self._counted(day)
        self.months = self._counted(month)
        # The newest only: a benchmark sends many.
        self.events: deque[Event] = deque(maxlen=10_000)
        self.on_event: Callable[[App, Event], None] = lambda app, event: None
        self.on_bot_event: Callable[[Bot, Json], None] = lambda bot, body: None
        self.on_change: Callable[[Chat | None], None] = lambda chat: None

    @property
    def url(self) -> str:
        """Where the fake's own files are."""
        raise NotImplementedError

    def _counted(self, period: Callable[[float], int]) -> Counted:
        return Counted(self.clock.unix, period, strict=self.limited)

    # names

    def number(self) -> str:
        """An id of an account, app or person: digits beyond what a float can hold."""
        return str(self.dice.randrange(10**18, 9 * 10**18))

    def hex_id(self) -> str:
        """An id of a message, group or bot chat: 20 hexadecimal digits."""
        return f"{self.dice.getrandbits(80):020x}"

    def token(self) -> str:
        """As long as Zalo's, which is longer than many a database column."""
        return "".join(f"{self.dice.getrandbits(256):064x}" for _ in range(5))

    def millis(self) -> str:
        return str(int(self.clock.unix() * 1000))

    # who is who

    def relation(self, oa: OfficialAccount, person: Person) -> Relation:
        """The person as the account knows them; made on first sight."""
        known = oa.by_person.get(person.id)
        if known is None:
            known = oa.by_person[person.id] = Relation(self.number(), person)
            oa.people[known.uid] = known
        return known

    def id_by_app(self, app: App, person: Person) -> str:
        if app.id not in person.by_app:
            person.by_app[app.id] = self.number()
        return person.by_app[app.id]

    def bot_chat(self, bot: Bot, person: Person) -> BotChat:
        if bot.id not in person.by_bot:
            person.by_bot[bot.id] = self.hex_id()
        return bot.chats.setdefault(person.by_bot[bot.id], BotChat(person.by_bot[bot.id], person))

    # tokens

    def grant(self, app: App, oa: OfficialAccount) -> Grant:
        now = self.clock.unix()
        grant = Grant(app, oa, self.token(), self.token(), now + 25 * HOUR, now + 90 * DAY)
        self.by_access[grant.access] = self.by_refresh[grant.refresh] = grant
        return grant

    # messages and files

    def put(self, chat: Chat, line: Line) -> Line:
        chat.lines[line.message_id] = line
        self.on_change(chat)
        return line

    def store(self, name: str, content: bytes, content_type: str | None = None, *, redirect: str | None = None) -> str:
        """Keep a file and return its address. With `redirect` the address sends its reader there."""
        path = f"{self.hex_id()}/{name}"
        kind = content_type or mimetypes.guess_type(name)[0] or "application/octet-stream"
        self.media[path] = Media(content, kind, redirect=redirect)
        whose, _, name = path.partition("/")
        return f"{self.url}/media/{quote(whose)}/{quote(name, safe='')}"

    # events of an account

    def tell(
        self, oa: OfficialAccount, name: str, body: Json, person: Person | None = None, *, by_phone: bool = False
    ) -> None:
        """Give every app of the account the event, unless its toggle is off in the console."""
        for app in oa.apps:
            if app.events is None or name in app.events:
                event: Json = {"event_name": name, "app_id": app.id, **body, "timestamp": self.millis()}
                if person:
                    event["user_id_by_app"] = self.id_by_app(app, person)
                self.send_event(app, name, event, by_phone=by_phone)

    def send_event(
        self, app: App, name: str, body: Json, *, signature: str | None = None, by_phone: bool = False
    ) -> Event:
        """Sign the event and hand it out. `signature` replaces the right one; empty means none at all."""
        raw = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")
        headers = {"Content-Type": "application/json"} | ({"X-ZEvent-Server": "ZNS"} if by_phone else {})
        timestamp = str(body.get("timestamp", ""))
        if app.timestamp_in == "header":
            timestamp = headers["X-ZEvent-Timestamp"] = str(int(self.clock.unix() * 1000) + 7)
        mac = hashlib.sha256(app.id.encode() + raw + timestamp.encode() + app.oa_secret.encode()).hexdigest()
        if signature is None:
            headers["X-ZEvent-Signature"] = f"mac={mac}"
        elif signature:
            headers["X-ZEvent-Signature"] = signature
        event = Event(name, raw, headers)
        self.events.append(event)
        self.on_event(app, event)
        return event
