"""What people do in the fake Zalo: follow, write, press, send, come and go, and read what they were sent."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from functools import partial
from typing import Any, Literal, TypedDict, TypeVar, Unpack, cast
from urllib.parse import unquote

from tests.fakes.zalo import samples
from tests.fakes.zalo.openapi import admin_of
from tests.fakes.zalo.world import (
    BLOCKED,
    ENTERPRISE,
    App,
    Bot,
    BotChat,
    BotGroup,
    Chat,
    Event,
    File,
    Group,
    Json,
    Line,
    OfficialAccount,
    Person,
    Relation,
    Template,
    World,
)

T = TypeVar("T")

GROUP_KINDS = frozenset("text image link audio video business_card sticker gif file".split())
BOT_KINDS = {"text": "text", "image": "image", "gif": "image", "sticker": "sticker", "audio": "voice"}
DEFAULT_CONTENT = {"image": samples.JPEG, "gif": samples.GIF, "audio": samples.AAC, "video": samples.MP4}
NAMES = {"image": "photo.jpg", "gif": "moving.gif", "audio": "voice.aac", "video": "video.mp4"}


class Where(TypedDict, total=False):
    """Where something happens: the (only) account, a bot, or a group of either; and what it answers to."""

    oa: OfficialAccount | str | None
    bot: Bot | str | None
    group: Group | BotGroup | str | None
    quote: Line | str | None


class Acting:
    """One person in one place: `lan.says("...")` is `fake.says(lan, "...", **where)`."""

    def __init__(self, town: People, person: Person, where: Where) -> None:
        self.town = town
        self.person = person
        self.where = where

    def __getattr__(self, verb: str) -> Callable[..., Any]:
        return partial(getattr(self.town, verb), self.person, **self.where)


class People(World):
    """The world with people in it. Everything can be given by its id, people also by their phone number."""

    # making

    def create_app(
        self,
        name: str = "Ứng dụng mẫu",
        *,
        app_id: str | None = None,
        secret: str | None = None,
        oa_secret: str | None = None,
        callback_url: str | None = None,
        challenge: str | None = None,
        rate: int = 4000,
    ) -> App:
        app = App(
            app_id or self.number(),
            name,
            secret or self.token()[:20],
            oa_secret or self.token()[:20],
            callback_url,
            challenge,
            rate=rate,
        )
        self.apps[app.id] = app
        return app

    def create_oa(
        self,
        name: str = "UBND xã mẫu",
        *,
        oa_id: str | None = None,
        oa_type: int = ENTERPRISE,
        app: App | str | None = None,
    ) -> OfficialAccount:
        """A new account, linked with the app, which is made when there is none yet."""
        if app is None and not self.apps:
            self.create_app()
        oa = OfficialAccount(oa_id or self.number(), name, oa_type, [self._app(app)])
        self.oas[oa.id] = oa
        return oa

    def create_person(self, name: str = "Lan (mẫu)", phone: str | None = None, person_id: str | None = None) -> Person:
        """`phone` in international digits, 84 first; without one the person gets one that nobody has."""
        count = len(self.people) + 1
        person = Person(person_id or f"p{count}", name, phone or f"84{900_000_000 + count}")
        self.people[person.id] = self.by_phone[person.phone] = person
        return person

    def create_bot(self, name: str = "Bot mẫu", token: str | None = None) -> Bot:
        number = self.number()
        bot = Bot(token or f"{number}:{self.token()[:40]}", number, name, f"bot.{self.hex_id()[:9]}")
        self.bots[bot.token] = bot
        return bot

    def create_group(
        self,
        name: str,
        members: list[Person | str] | None = None,
        *,
        oa: OfficialAccount | str | None = None,
        attachments: bool = False,
    ) -> Group:
        """A group of an account."""
        group = Group(self.hex_id(), name, self._oa(oa), attachments=attachments)
        self.groups[group.id] = group.oa.groups[group.id] = group
        for member in members or []:
            relation = self.relation(group.oa, self._person(member))
            group.members[relation.uid] = relation
        return group

    def create_bot_group(
        self, name: str, members: list[Person | str] | None = None, *, bot: Bot | str | None = None
    ) -> BotGroup:
        bot = self._bot(bot)
        group = BotGroup(self.hex_id(), None, name=name)
        for member in members or []:
            person = self._person(member)
            group.members[person.id] = person
        self.groups[group.id] = bot.chats[group.id] = group
        return group

    def create_template(
        self, template_id: str, text: str, params: dict[str, int] | None = None, **more: Any
    ) -> Template:
        """An approved template; without `params` its <holes> take 200 characters each."""
        holes = dict.fromkeys(re.findall(r"<(\w+)>", text), 200)
        template = Template(template_id, text, params or holes, **{"name": f"Mẫu {template_id}"} | more)
        self.templates[template_id] = template
        return template

    def uid(self, person: Person | str, oa: OfficialAccount | str | None = None) -> str:
        """The id under which the account knows the person."""
        return self.relation(self._oa(oa), self._person(person)).uid

    def chat_id(self, person: Person | str, bot: Bot | str | None = None) -> str:
        """The id of the person's private chat with the bot."""
        return self.bot_chat(self._bot(bot), self._person(person)).id

    def change(self, thing: str, values: Json) -> None:
        """Set attributes of an app, account, group, bot or template, named by its id or token."""
        places: list[dict[str, Any]] = [self.apps, self.oas, self.groups, self.bots, self.templates]
        found = next((place[thing] for place in places if thing in place), None)
        for name, value in values.items():
            if found is None or not hasattr(found, name):
                raise LookupError(f"{thing} has no {name}")
            setattr(found, name, frozenset(value) if name == "events" and value is not None else value)

    def set_callback(self, url: str, *, challenge: str | None = None, app: App | str | None = None) -> None:
        """Save another callback in the console. All grants of the app end with that."""
        app = self._app(app)
        app.callback_url, app.challenge = url, challenge
        for grant in self.by_access.values():
            grant.alive = grant.alive and grant.app is not app

    # following

    def follows(self, person: Person | str, oa: OfficialAccount | str | None = None) -> None:
        relation = self.relation(self._oa(oa), self._person(person))
        relation.follows = True
        self._interacts(relation)
        self._tell_of_following(self._oa(oa), relation, "follow")

    def unfollows(self, person: Person | str, oa: OfficialAccount | str | None = None) -> None:
        relation = self.relation(self._oa(oa), self._person(person))
        relation.follows, relation.left = False, True
        self._tell_of_following(self._oa(oa), relation, "unfollow")

    def _tell_of_following(self, oa: OfficialAccount, relation: Relation, name: str) -> None:
        body: Json = {"oa_id": oa.id, "follower": {"id": relation.uid}}
        self.tell(oa, name, body | ({"source": "oa_profile"} if name == "follow" else {}), relation.person)

    def blocks(self, person: Person | str, oa: OfficialAccount | str | None = None, *, code: int = BLOCKED) -> None:
        """From now on messages to the person are refused with the code; the account is told nothing."""
        self.relation(self._oa(oa), self._person(person)).blocked = code

    def unblocks(self, person: Person | str, oa: OfficialAccount | str | None = None) -> None:
        self.relation(self._oa(oa), self._person(person)).blocked = 0

    def clicks_chat(self, person: Person | str, oa: OfficialAccount | str | None = None) -> None:
        """Press "message" on the account's page."""
        oa = self._oa(oa)
        relation = self.relation(oa, self._person(person))
        self._interacts(relation)
        body = {"oa_id": oa.id, "user_id": relation.uid}
        self.tell(oa, "user_click_chatnow", body, relation.person)

    def _interacts(self, relation: Relation) -> None:
        relation.last_interaction = self.clock.unix()
        relation.replies, relation.left = 0, False

    # saying and sending

    def says(self, person: Person | str, text: str, *, mentions: bool = False, **where: Unpack[Where]) -> Line:
        """`mentions`: in a bot's group, name the bot first."""
        if mentions:
            text = f"@{self._bot(where.get('bot')).name} {text}"
        return self._write(person, "text", where, text=text)

    def presses(self, person: Person | str, label: str, **where: Unpack[Where]) -> Line:
        """Press the newest button of this label. Its payload comes back as text, hidden or not."""
        relation = self._relation(person, where)
        shown = [one for line in reversed(relation.chat.lines.values()) for one in line.buttons]
        for button in shown:
            if button.label == label:
                if not button.kind.startswith("oa.query."):
                    raise LookupError(f"the button {label!r} opens {button.value!r} and sends nothing")
                hidden = button.kind == "oa.query.hide"
                return self._write(person, "text", where, text=button.value, hidden=hidden)
        raise LookupError(f"no button {label!r} among {[button.label for button in shown]}")

    def sends_photo(
        self,
        person: Person | str,
        content: bytes | None = None,
        *,
        name: str = "photo.jpg",
        caption: str = "",
        content_type: str | None = None,
        url: str | None = None,
        redirect: str | None = None,
        **where: Unpack[Where],
    ) -> Line:
        """`url` names a picture elsewhere; `redirect` sends whoever fetches this one to another place."""
        return self._sends(person, "image", where, content, name, caption, content_type, url, redirect)

    def sends_gif(
        self, person: Person | str, content: bytes | None = None, *, name: str = "moving.gif", **where: Unpack[Where]
    ) -> Line:
        return self._sends(person, "gif", where, content, name)

    def sends_voice(
        self,
        person: Person | str,
        content: bytes | None = None,
        *,
        name: str = "voice.aac",
        url: str | None = None,
        redirect: str | None = None,
        **where: Unpack[Where],
    ) -> Line:
        return self._sends(person, "audio", where, content, name, url=url, redirect=redirect)

    def sends_video(
        self, person: Person | str, content: bytes | None = None, *, name: str = "video.mp4", **where: Unpack[Where]
    ) -> Line:
        return self._sends(person, "video", where, content, name)

    def sends_file(
        self,
        person: Person | str,
        name: str = "don.pdf",
        content: bytes | None = None,
        *,
        size: int | None = None,
        content_type: str | None = None,
        url: str | None = None,
        redirect: str | None = None,
        **where: Unpack[Where],
    ) -> Line:
        """`size` may claim other bytes than there are."""
        if content is None:
            content = samples.docx("Đơn mẫu") if name.endswith(".docx") else samples.PDF
        return self._sends(person, "file", where, content, name, "", content_type, url, redirect, size)

    def sends_sticker(self, person: Person | str, sticker: str = "46078", **where: Unpack[Where]) -> Line:
        url = f"https://zalo-api.zadn.vn/api/emoticon/sticker/webpc?eid={sticker}"
        payload = {"id": sticker, "url": url}
        return self._write(person, "sticker", where, images=(url,), attachments=[_part("sticker", payload)])

    def sends_location(
        self, person: Person | str, latitude: float, longitude: float, *, text: str = "", **where: Unpack[Where]
    ) -> Line:
        coordinates = {"latitude": str(latitude), "longitude": str(longitude)}
        parts = [_part("location", {"coordinates": coordinates})]
        return self._write(person, "location", where, text=text, attachments=parts)

    def sends_link(
        self, person: Person | str, url: str, *, description: str = "", text: str = "", **where: Unpack[Where]
    ) -> Line:
        parts = [_part("link", {"url": url, "description": description, "thumbnail": ""})]
        return self._write(person, "link", where, text=text or url, attachments=parts)

    def sends_card(self, person: Person | str, whose: Person | str, **where: Unpack[Where]) -> Line:
        """Somebody's visiting card: not a proof of whose number it is."""
        other = self._person(whose)
        description = f'{{"phone":"{other.phone}","qrCodeUrl":""}}'
        parts = [_part("link", {"url": f"https://zalo.me/{other.phone}", "description": description, "thumbnail": ""})]
        return self._write(person, "business_card", where, text=other.name, attachments=parts)

    def shares_contact(
        self,
        person: Person | str,
        phone: str | None = None,
        *,
        name: str | None = None,
        address: tuple[str, str, str] = ("Tỉnh mẫu", "Xã mẫu", "Thôn 1"),
        old_shape: bool = False,
        **where: Unpack[Where],
    ) -> None:
        """Fill in the form that asks for name, telephone and address."""
        relation, oa = self._relation(person, where), self._oa(where.get("oa"))
        who, number = name or relation.person.name, phone or relation.person.phone
        info: Json = {"name": who, "phone": number, "user_dob": relation.person.birthday}
        info["gender"] = relation.person.gender
        info["full_address"] = dict(zip(("user_city", "user_ward", "user_address"), address, strict=True))
        if old_shape:
            city, ward, street = address
            info = {"address": street, "phone": int(number), "city": city, "district": "", "name": who, "ward": ward}
        body = {"sender": {"id": relation.uid}, "recipient": {"id": oa.id}, "info": info}
        self.tell(oa, "user_submit_info", body, relation.person)

    def reacts(self, person: Person | str, line: Line | str, icon: str = "/-heart", **where: Unpack[Where]) -> None:
        relation, oa = self._relation(person, where), self._oa(where.get("oa"))
        one = relation.chat.lines[line if isinstance(line, str) else line.message_id]
        one.reactions.append(icon)
        body = {"sender": {"id": relation.uid}, "recipient": {"id": oa.id}}
        self.tell(
            oa,
            "user_reacted_message",
            body | {"message": {"msg_id": one.message_id, "react_icon": icon}},
            relation.person,
        )

    def receives(self, person: Person | str, **where: Unpack[Where]) -> list[str]:
        """The telephone takes what waits for it; every message is reported once. Their ids."""
        relation, oa = self._relation(person, where), self._oa(where.get("oa"))
        new = [line for line in relation.chat.lines.values() if line.by != "person" and not line.received]
        for line in new:
            line.received = True
            message: Json = {"msg_id": line.message_id}
            to = relation.uid
            if line.tracking_id:
                to = relation.person.phone
                message = {"delivery_time": self.millis()} | message | {"tracking_id": line.tracking_id}
            body = {"sender": {"id": oa.id}, "recipient": {"id": to}, "message": message}
            self.tell(oa, "user_received_message", body, by_phone=bool(line.tracking_id))
        return [line.message_id for line in new]

    def opens(self, person: Person | str, **where: Unpack[Where]) -> list[str]:
        """Look at the chat: what was not yet seen is reported as seen, all at once. Their ids."""
        relation, oa = self._relation(person, where), self._oa(where.get("oa"))
        new = [line for line in relation.chat.lines.values() if line.by != "person" and not line.seen]
        for line in new:
            line.seen = line.received = True
        ids = [line.message_id for line in new]
        if ids:
            body = {"sender": {"id": oa.id}, "recipient": {"id": relation.uid}, "message": {"msg_ids": ids}}
            self.tell(oa, "user_seen_message", body)
        return ids

    # the account's own people

    def staff_says(self, person: Person | str, text: str, oa: OfficialAccount | str | None = None) -> Line:
        """A clerk writes by hand in the account's own program; the apps hear of it."""
        oa = self._oa(oa)
        relation = self.relation(oa, self._person(person))
        line = self.put(relation.chat, Line(self.hex_id(), "staff", oa.id, "text", text, self.clock.unix()))
        body: Json = {"sender": {"id": oa.id, "admin_id": admin_of(oa)}, "recipient": {"id": relation.uid}}
        self.tell(oa, "oa_send_text", body | {"message": {"text": text, "msg_id": line.message_id}}, relation.person)
        return line

    # groups of an account

    def joins(self, person: Person | str, group: Group | BotGroup | str) -> None:
        group, who = self._group(group), self._person(person)
        if isinstance(group, BotGroup):
            group.members[who.id] = who
            return
        relation = self.relation(group.oa, who)
        group.members[relation.uid] = relation
        self._tell_group(group, "user_join_group", relation)

    def asks_to_join(self, person: Person | str, group: Group | str) -> None:
        group = cast(Group, self._group(group))
        self._tell_group(group, "user_request_join_group", self.relation(group.oa, self._person(person)))

    def leaves(
        self,
        person: Person | str,
        group: Group | BotGroup | str,
        *,
        event: Literal["user_out_group", "user_leave_group"] = "user_leave_group",
    ) -> None:
        """The sources do not agree on the event's name."""
        group, who = self._group(group), self._person(person)
        if isinstance(group, BotGroup):
            del group.members[who.id]
            return
        relation = self.relation(group.oa, who)
        del group.members[relation.uid]
        self._tell_group(group, event, relation)

    def puts_account_out(self, group: Group | str) -> None:
        """The account is no longer in its group."""
        cast(Group, self._group(group)).oa_in = False

    def _tell_group(self, group: Group, name: str, relation: Relation) -> None:
        body = {"oa_id": group.oa.id, "group_id": group.id, "user_id": relation.uid}
        self.tell(group.oa, name, body, relation.person)

    # what nobody expects

    def tells(
        self,
        name: str,
        body: Json | None = None,
        *,
        oa: OfficialAccount | str | None = None,
        signature: str | None = None,
        timestamp: str | None = None,
    ) -> Event:
        """Any event at all, known or not. `signature` replaces the right one; empty means none."""
        oa = self._oa(oa)
        event: Json = {"event_name": name, "app_id": oa.apps[0].id, "oa_id": oa.id, **(body or {})}
        event.setdefault("timestamp", timestamp or self.millis())
        return self.send_event(oa.apps[0], name, event, signature=signature)

    def tells_bot(self, name: str, message: Json | None = None, *, bot: Bot | str | None = None) -> None:
        """Any event at all to a bot."""
        body: Json = {"event_name": name} | ({"message": message} if message is not None else {})
        self.on_bot_event(self._bot(bot), body)

    def expire_media(self, url: str | None = None) -> None:
        """The file behind the address is gone; without one all are."""
        for path, file in self.media.items():
            if url is None or unquote(url).endswith(path):
                file.gone = True

    # reading

    def sees(self, person: Person | str, **where: Unpack[Where]) -> list[Line]:
        """All messages of the chat, oldest first. What a hidden button said is not among them."""
        return [line for line in self._chat(person, where).lines.values() if not line.hidden]

    def last(self, person: Person | str, **where: Unpack[Where]) -> Line:
        """The newest message that the person did not write."""
        return next(line for line in reversed(self._chat(person, where).lines.values()) if line.by != "person")

    # finding

    def as_person(self, person: Person | str, **where: Unpack[Where]) -> Acting:
        return Acting(self, self._person(person), where)

    def _app(self, app: App | str | None) -> App:
        return app if isinstance(app, App) else _one(self.apps, app, "apps")

    def _oa(self, oa: OfficialAccount | str | None) -> OfficialAccount:
        return oa if isinstance(oa, OfficialAccount) else _one(self.oas, oa, "accounts")

    def _bot(self, bot: Bot | str | None) -> Bot:
        return bot if isinstance(bot, Bot) else _one(self.bots, bot, "bots")

    def _group(self, group: Group | BotGroup | str) -> Group | BotGroup:
        return self.groups[group] if isinstance(group, str) else group

    def _person(self, person: Person | str) -> Person:
        if isinstance(person, Person):
            return person
        return self.people.get(person) or self.by_phone[person]

    def _relation(self, person: Person | str, where: Where) -> Relation:
        return self.relation(self._oa(where.get("oa")), self._person(person))

    def _place(self, person: Person, where: Where) -> Relation | Group | BotChat:
        """Where the person is: a group, else the private chat with a bot or with an account."""
        group = where.get("group")
        if group is not None:
            return self._group(group)
        if where.get("bot") is not None or (where.get("oa") is None and not self.oas):
            return self.bot_chat(self._bot(where.get("bot")), person)
        return self.relation(self._oa(where.get("oa")), person)

    def _chat(self, person: Person | str, where: Where) -> Chat:
        return self._place(self._person(person), where).chat

    # writing

    def _sends(
        self,
        person: Person | str,
        kind: str,
        where: Where,
        content: bytes | None,
        name: str,
        caption: str = "",
        content_type: str | None = None,
        url: str | None = None,
        redirect: str | None = None,
        size: int | None = None,
    ) -> Line:
        content = DEFAULT_CONTENT[kind] if content is None else content
        if content_type is None and name.endswith(".aac"):
            content_type = "audio/aac"
        url = url or self.store(name, content, content_type, redirect=redirect)
        file = File(name, len(content) if size is None else size, url)
        if kind == "file":
            checksum = hashlib.md5(content, usedforsecurity=False).hexdigest()
            payload: Json = {"size": str(file.size), "name": name, "checksum": checksum}
            payload |= {"type": name.rpartition(".")[2], "url": url}
        elif kind == "audio":
            payload = {"url": url}
        else:
            payload = {"thumbnail": url, "url": url} | ({"description": ""} if kind == "video" else {})
        images = (url,) if kind in ("image", "gif") else ()
        files = () if images else (file,)
        parts = [_part(kind, payload)]
        return self._write(person, kind, where, text=caption, images=images, files=files, attachments=parts)

    def _write(
        self,
        person: Person | str,
        kind: str,
        where: Where,
        *,
        text: str = "",
        images: tuple[str, ...] = (),
        files: tuple[File, ...] = (),
        attachments: list[Json] | None = None,
        hidden: bool = False,
    ) -> Line:
        who = self._person(person)
        place = self._place(who, where)
        line = Line(self.hex_id(), "person", who.id, kind, text, self.clock.unix())
        line.images, line.files, line.hidden = images, files, hidden
        quote = where.get("quote")
        line.quote = quote.message_id if isinstance(quote, Line) else quote
        if isinstance(place, Relation):
            self._interacts(place)
            self._tell_account(self._oa(where.get("oa")), place, line, attachments)
        elif isinstance(place, Group):
            self._tell_of_group(place, who, line, attachments)
        else:
            self._tell_bot(self._bot(where.get("bot")), place, who, line)
        return self.put(place.chat, line)

    def _message(self, line: Line, attachments: list[Json] | None) -> Json:
        message: Json = {"attachments": attachments} if attachments else {}
        if line.text or not attachments:
            message["text"] = line.text
        message["msg_id"] = line.message_id
        return message | ({"quote_msg_id": line.quote} if line.quote else {})

    def _tell_account(
        self, oa: OfficialAccount, relation: Relation, line: Line, attachments: list[Json] | None
    ) -> None:
        body = {"sender": {"id": relation.uid}, "recipient": {"id": oa.id}}
        body["message"] = self._message(line, attachments)
        self.tell(oa, f"user_send_{line.kind}", body, relation.person)

    def _tell_of_group(self, group: Group, who: Person, line: Line, attachments: list[Json] | None) -> None:
        relation = self.relation(group.oa, who)
        if relation.uid not in group.members:
            raise ValueError(f"{who.name} is not in {group.name}")
        if group.oa_in and line.kind in GROUP_KINDS:
            body: Json = {"sender": {"id": relation.uid}, "recipient": {"id": group.id}, "oa_id": group.oa.id}
            body["message"] = self._message(line, attachments)
            self.tell(group.oa, f"user_send_group_{line.kind}", body, who)

    def _tell_bot(self, bot: Bot, place: BotChat, who: Person, line: Line) -> None:
        me = self.bot_chat(bot, who).id
        if isinstance(place, BotGroup):
            if who.id not in place.members:
                raise ValueError(f"{who.name} is not in {place.name}")
            answered = place.chat.lines.get(line.quote or "")
            if f"@{bot.name}" not in line.text and (answered is None or answered.by != "bot"):
                return
        kind = BOT_KINDS.get(line.kind, "unsupported")
        chat = {"chat_type": "GROUP" if isinstance(place, BotGroup) else "PRIVATE", "id": place.id}
        message: Json = {"date": int(line.at * 1000), "chat": chat, "message_id": line.message_id}
        message["from"] = {"id": me, "is_bot": False, "display_name": who.name}
        if kind == "text":
            message["text"] = line.text
        elif kind == "image":
            message |= {bot.photo_field: line.images[0], "message_type": "CHAT_PHOTO"}
            message |= {"caption": line.text} if line.text else {}
        elif kind == "sticker":
            message |= {"sticker": line.images[0].rpartition("=")[2], "url": line.images[0]}
            message["message_type"] = "CHAT_STICKER"
        elif kind == "voice":
            message |= {"voice_url": line.files[0].url, "message_type": "CHAT_VOICE"}
        self.on_bot_event(bot, {"event_name": f"message.{kind}.received", "message": message})


def _part(kind: str, payload: Json) -> Json:
    return {"type": kind, "payload": payload}


def _one(things: dict[str, T], key: str | None, name: str) -> T:
    if key is not None:
        return things[key]
    if len(things) != 1:
        raise LookupError(f"there are {len(things)} {name}; say which")
    return next(iter(things.values()))
