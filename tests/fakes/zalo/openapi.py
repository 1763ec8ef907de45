"""The OpenAPI of Official Accounts: what each call asks for, refuses and leaves in the world."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from tests.fakes.zalo.limits import VIETNAM
from tests.fakes.zalo.world import (
    DAY,
    HOUR,
    STATE_AGENCY,
    App,
    Asset,
    Button,
    File,
    Gap,
    Group,
    Json,
    Line,
    OfficialAccount,
    Refused,
    Relation,
    World,
)

TEXTS = {
    -32: "app / OA reached limit call api",
    -100: "attachment_id was expired",
    -200: "Send message failed",
    -201: "Parameter is invalid!",
    -204: "Official Account is disabled",
    -205: "Official Account is not exist",
    -209: "Not supported this api",
    -210: "Parameter exceeds allowable limit",
    -211: "Out of quota",
    -212: "App has not registed this api",
    -213: "User has not followed OA",
    -214: "Article is being processed",
    -216: "Access token is invalid",
    -217: "User blocked invitation",
    -218: "Out of quota receive",
    -219: "App has been removed or disabled",
    -220: "access_token is expired or removed",
    -221: "Official Account needs verification",
    -223: "Official Account has not authorized this API",
    -224: "OA needs to upgrade tier package",
    -227: "User is banned or has been inactive for more than 45 days",
    -230: "User has not interacted with the OA in the past 7 days",
    -232: "User has not issued an interaction or the interaction has expired",
    -233: "Message type is invalid or not supported",
    -234: "This message cannot be sent at night (22:00-06:00)",
    -235: "This API does not support this type of OA",
    -237: "Group chat has been disabled or its asset has expired",
    -238: "Group asset has been used",
    -240: "MessageV2 API has been shut down",
    -241: "Group asset is invalid",
    -242: "appsecret_proof is invalid",
    -244: "User has restricted this type of message",
    -248: "Message violates the platform's policy",
    -249: "Template cannot be sent by UID",
    -320: "Zalo Cloud Account is not linked",
    -321: "Zalo Cloud Account has run out of money",
    -403: "OA is not in group",
}
TEXT_MOST, TITLE_MOST, SUBTITLE_MOST, PAYLOAD_MOST = 2000, 100, 500, 1000
MEGABYTE = 1024 * 1024
FREE, WINDOW, PRICE = 48 * HOUR, 7 * DAY, 55
ASSET_LIFETIME = 7 * DAY
REACTIONS = frozenset([":>", "--b", ":-((", "/-strong", "/-heart", ":-h", ":o", "/-remove"])
DOCUMENTS = (".pdf", ".doc", ".docx", ".csv")
# What the platform has and nobody here has needed yet.
GAPS = frozenset(
    "v2.0/oa/tag/tagfollower v2.0/oa/tag/rmfollowerfromtag v2.0/oa/tag/rmtag v2.0/oa/tag/gettagsofoa "
    "v2.0/oa/listrecentchat v2.0/oa/conversation v3.0/oa/group/creategroupwithoa v3.0/oa/group/updateinfo "
    "v3.0/oa/group/invite v3.0/oa/group/conversation v3.0/oa/user/getlist".split()
)

Method = Callable[[World, App, OfficialAccount, Json], Json]
METHODS: dict[tuple[str, str], Method] = {}


def refused(code: int, text: str = "") -> Refused:
    return Refused(code, text or TEXTS.get(code, "Unknown error"))


def invalid(name: str) -> Refused:
    return Refused(-201, f"{name} is invalid!")


def failure(code: int, text: str = "") -> Json:
    return {"error": code, "message": text or TEXTS.get(code, "Unknown error")}


def _method(verb: str, path: str) -> Callable[[Method], Method]:
    def register(method: Method) -> Method:
        METHODS[verb, path] = method
        return method

    return register


def authorise(world: World, token: str | None, proof: str | None) -> tuple[App, OfficialAccount]:
    """Whose token it is, as long as it is anybody's and may be used."""
    grant = world.by_access.get(token or "")
    if grant is None:
        raise refused(-216)
    app, oa = grant.app, grant.oa
    if not grant.alive or world.clock.unix() >= grant.access_until:
        raise refused(-220)
    if proof is None and app.needs_proof:
        raise refused(-242)
    if proof is not None and not hmac.compare_digest(
        proof, hmac.new(app.secret.encode(), grant.access.encode(), "sha256").hexdigest()
    ):
        raise refused(-242)
    if not app.active:
        raise refused(-209)
    if not app.registered:
        raise refused(-212)
    if oa.disabled:
        raise refused(-204)
    if not oa.package:
        raise refused(-224)
    return app, oa


def whom(given: Json) -> str:
    """The user, group or phone number that the call is about, for faults meant for one of them."""
    recipient = given.get("recipient")
    for place in (recipient if isinstance(recipient, dict) else {}, given):
        for name in ("user_id", "group_id", "chat_id", "phone", "hash_phone"):
            if isinstance(place.get(name), str):
                found: str = place[name]
                return found
    return ""


# sending


@_method("POST", "v3.0/oa/message/cs")
def _consult(world: World, app: App, oa: OfficialAccount, given: Json) -> Json:
    if oa.oa_type == STATE_AGENCY:
        raise refused(-235)
    return _send(world, oa, given, may_be_list=False)


@_method("POST", "v2.0/oa/message")
def _old_message(world: World, app: App, oa: OfficialAccount, given: Json) -> Json:
    recipient = given.get("recipient")
    if "sender_action" in given:
        return _react(world, oa, given)
    if isinstance(recipient, dict) and ("target" in recipient or "anonymous_id" in recipient):
        raise Gap("broadcasts and anonymous people are not played")
    if oa.oa_type != STATE_AGENCY:
        raise refused(-240)
    return _send(world, oa, given, may_be_list=True)


def _send(world: World, oa: OfficialAccount, given: Json, *, may_be_list: bool) -> Json:
    _only(given, "recipient", "message")
    to = _recipient(world, oa, given, "user_id")
    line = _read(world, oa, given.get("message"), may_be_list=may_be_list)
    quote = given["message"].get("quote_message_id")
    if quote is not None and quote not in to.chat.lines:
        raise invalid("quote_message_id")
    line.quote = quote
    if to.blocked:
        raise refused(to.blocked)
    if to.left or (to.last_interaction is None and not to.follows):
        raise refused(-213)
    quota = _charge(world, oa, to, line)
    world.put(to.chat, line)
    oa.sent += 1
    _echo(world, oa, to, line)
    sent = {"message_id": line.message_id, "user_id": to.uid, "sent_time": world.millis()}
    return sent | {"quota": quota | {"owner_type": "OA", "owner_id": oa.id}}


def _charge(world: World, oa: OfficialAccount, to: Relation, line: Line) -> Json:
    """Free within 48 hours, paid for until the seventh day, refused afterwards."""
    passed = world.clock.unix() - (to.last_interaction if to.last_interaction is not None else -WINDOW)
    if passed >= WINDOW:
        raise refused(-230)
    if passed < FREE and (oa.reply_cap is None or to.replies < oa.reply_cap or not world.limited):
        to.replies += 1
        if oa.reply_cap is None:
            return {"quota_type": "reply"}
        left = max(oa.reply_cap - to.replies, 0)
        return {"quota_type": "reply", "remain": str(left), "total": str(oa.reply_cap)}
    if oa.sub_quota:
        oa.sub_quota -= 1
        return {"quota_type": "sub_quota", "remain": str(oa.sub_quota)}
    if oa.budget is not None and oa.budget < oa.spent + PRICE:
        raise refused(-211)
    line.cost = PRICE
    oa.spent += PRICE
    return {"quota_type": "purchase_quota"}


def _echo(world: World, oa: OfficialAccount, to: Relation, line: Line) -> None:
    """The account's apps learn of every message of the account, their own ones too."""
    kind = line.kind if line.kind in ("text", "image", "gif", "file", "sticker") else "list"
    message: Json = {"text": line.text, "msg_id": line.message_id}
    if attachments := [_attachment(line.kind, url) for url in line.images]:
        message["attachments"] = attachments
    sender = {"id": oa.id, "admin_id": admin_of(oa)}
    body = {"sender": sender, "recipient": {"id": to.uid}, "message": message}
    world.tell(oa, f"oa_send_{kind}", body, to.person)


def _attachment(kind: str, url: str) -> Json:
    return {"type": kind, "payload": {"thumbnail": url, "url": url}}


def admin_of(oa: OfficialAccount) -> str:
    """The id of the account's first administrator."""
    return str(int(oa.id) ^ 0x5A5A5A)


def _react(world: World, oa: OfficialAccount, given: Json) -> Json:
    _only(given, "recipient", "sender_action")
    to = _recipient(world, oa, given, "user_id")
    action = given["sender_action"]
    if not isinstance(action, dict):
        raise invalid("sender_action")
    _only(action, "react_icon", "react_message_id")
    line = to.chat.lines.get(action.get("react_message_id", ""))
    if line is None:
        raise invalid("react_message_id")
    if action.get("react_icon") not in REACTIONS:
        raise invalid("react_icon")
    if action["react_icon"] == "/-remove":
        line.reactions.clear()
    elif len(line.reactions) >= 50:
        raise refused(-210)
    else:
        line.reactions.append(action["react_icon"])
    world.on_change(to.chat)
    return {"message_id": line.message_id, "user_id": to.uid}


@_method("POST", "v3.0/oa/group/message")
def _to_group(world: World, app: App, oa: OfficialAccount, given: Json) -> Json:
    _only(given, "recipient", "message")
    recipient = given.get("recipient")
    known = world.groups.get(recipient.get("group_id", "")) if isinstance(recipient, dict) else None
    if not isinstance(known, Group) or known.oa is not oa:
        raise invalid("group_id")
    if not oa.verified:
        raise refused(-221)
    if not known.oa_in:
        raise refused(-403)
    if not known.enabled:
        raise refused(-237)
    line = _read(world, oa, given.get("message"), may_be_list=False)
    if line.buttons or line.elements or (line.kind != "text" and not known.attachments):
        raise refused(-233)
    if given["message"].get("quote_message_id") is not None:
        raise invalid("quote_message_id")
    world.put(known.chat, line)
    oa.sent += 1
    body = {"sender": {"id": oa.id, "admin_id": admin_of(oa)}, "recipient": {"id": known.id}, "oa_id": oa.id}
    message = {"text": line.text, "msg_id": line.message_id}
    world.tell(oa, f"oa_send_group_{line.kind}", body | {"message": message})
    return {"message_id": line.message_id, "group_id": known.id}


@_method("POST", "v3.0/oa/message/template")
def _template(world: World, app: App, oa: OfficialAccount, given: Json) -> Json:
    _only(given, "user_id", "template_id", "template_data")
    to = _known_user(oa, given.get("user_id"))
    template = world.templates.get(str(given.get("template_id", "")))
    if template is None or template.status != "ENABLE":
        raise invalid("template_id")
    if not template.by_uid:
        raise refused(-249)
    if to.blocked:
        raise refused(to.blocked)
    data = given.get("template_data")
    if not isinstance(data, dict) or set(data) != set(template.params):
        raise invalid("template_data")
    for name, value in data.items():
        if not isinstance(value, str) or not value.strip():
            raise invalid(name)
        if len(value) > template.params[name]:
            raise refused(-210)
    if oa.budget is not None and oa.budget < oa.spent + template.price:
        raise refused(-321)
    oa.spent += template.price
    oa.sent += 1
    line = Line(world.hex_id(), "oa", oa.id, "template", filled(template.text, data), world.clock.unix())
    line.params, line.cost = dict(data), template.price
    world.put(to.chat, line)
    return {"message_id": line.message_id, "user_id": to.uid, "sent_time": world.millis()}


def filled(text: str, data: Json) -> str:
    for name, value in data.items():
        text = text.replace(f"<{name}>", str(value))
    return text


# the message itself


def _read(world: World, oa: OfficialAccount, message: Any, *, may_be_list: bool) -> Line:
    if not isinstance(message, dict):
        raise invalid("message")
    _only(message, "text", "attachment", "quote_message_id")
    line = Line(world.hex_id(), "oa", oa.id, "text", _words(message, "text", TEXT_MOST), world.clock.unix())
    attachment = message.get("attachment")
    if attachment is None:
        if not line.text.strip():
            raise invalid("text")
        return line
    if not isinstance(attachment, dict) or not isinstance(attachment.get("payload"), dict):
        raise invalid("attachment")
    _only(attachment, "type", "payload")
    payload: Json = attachment["payload"]
    if attachment.get("type") == "file":
        _only(payload, "token")
        if line.text:
            raise invalid("text")
        line.kind, line.files = "file", (_asset(world, oa, payload.get("token"), "file", "token").file,)
        return line
    if attachment.get("type") != "template":
        raise invalid("type")
    template = payload.get("template_type")
    if template is None:
        _only(payload, "buttons")
        if not line.text.strip():
            raise invalid("text")
        line.buttons = _buttons(payload)
    elif template == "media":
        _media(world, oa, line, payload)
    elif template == "request_user_info":
        _only(payload, "template_type", "elements")
        line.kind, line.elements = template, _elements(payload, most=1)
    elif template == "list" and may_be_list:
        _only(payload, "template_type", "elements", "buttons")
        line.kind, line.elements = template, _elements(payload, most=5)
        line.buttons = _buttons(payload) if "buttons" in payload else ()
    else:
        raise refused(-233)
    return line


def _media(world: World, oa: OfficialAccount, line: Line, payload: Json) -> None:
    _only(payload, "template_type", "elements")
    elements = payload.get("elements")
    if not isinstance(elements, list) or len(elements) != 1 or not isinstance(elements[0], dict):
        raise invalid("elements")
    element: Json = elements[0]
    kind, size = element.get("media_type"), ("width", "height") if element.get("media_type") == "gif" else ()
    if kind not in ("image", "gif", "sticker"):
        raise invalid("media_type")
    _only(element, "media_type", "url", "attachment_id", *size)
    if any(not isinstance(element.get(side), int) or element[side] <= 0 for side in size):
        raise invalid("width" if "width" not in element else "height")
    if ("url" in element) == ("attachment_id" in element):
        raise invalid("attachment_id")
    line.kind = kind
    if kind == "sticker":
        if not isinstance(element.get("attachment_id"), str) or not element["attachment_id"]:
            raise invalid("attachment_id")
        line.images = (element["attachment_id"],)
    elif "url" in element:
        line.images = (_address(element["url"], "url"),)
    else:
        line.images = (_asset(world, oa, element["attachment_id"], kind, "attachment_id").file.url,)


def _asset(world: World, oa: OfficialAccount, key: Any, kind: str, name: str) -> Asset:
    asset = world.assets.get(key) if isinstance(key, str) else None
    if asset is None or asset.oa is not oa or asset.kind != kind:
        raise invalid(name)
    if world.clock.unix() >= asset.expires_at:
        raise refused(-100)
    return asset


def _elements(payload: Json, most: int) -> tuple[Json, ...]:
    elements = payload.get("elements")
    if not isinstance(elements, list) or not elements:
        raise invalid("elements")
    if len(elements) > most:
        raise refused(-210)
    for element in elements:
        if not isinstance(element, dict):
            raise invalid("elements")
        _only(element, "title", "subtitle", "image_url", "default_action")
        if not _words(element, "title", TITLE_MOST):
            raise invalid("title")
        _words(element, "subtitle", SUBTITLE_MOST)
        if "image_url" in element:
            _address(element["image_url"], "image_url")
    return tuple(elements)


def _buttons(payload: Json) -> tuple[Button, ...]:
    buttons = payload.get("buttons")
    if not isinstance(buttons, list) or not buttons:
        raise invalid("buttons")
    if len(buttons) > 5:
        raise refused(-210)
    return tuple(_button(one) for one in buttons)


def _button(given: Any) -> Button:
    if not isinstance(given, dict):
        raise invalid("buttons")
    _only(given, "title", "type", "payload", "image_icon")
    title, kind, payload = _words(given, "title", TITLE_MOST), given.get("type"), given.get("payload")
    if not title.strip():
        raise invalid("title")
    if kind in ("oa.query.show", "oa.query.hide"):
        command = _words(given, "payload", PAYLOAD_MOST)
        if not command:
            raise invalid("payload")
        return Button(title, kind, command)
    names = {"oa.open.url": "url", "oa.open.phone": "phone_code", "oa.open.sms": "phone_code"}
    if kind not in names:
        raise invalid("type")
    if not isinstance(payload, dict):
        raise invalid("payload")
    _only(payload, names[kind], *(("content",) if kind == "oa.open.sms" else ()))
    value = payload.get(names[kind])
    if kind == "oa.open.url":
        return Button(title, kind, _address(value, "url"))
    if not isinstance(value, str) or not value.removeprefix("+").isdigit():
        raise invalid("phone_code")
    if kind == "oa.open.sms" and not isinstance(payload.get("content"), str):
        raise invalid("content")
    return Button(title, kind, value)


def _only(given: Json, *names: str) -> None:
    for name in given:
        if name not in names:
            raise invalid(name)


def _words(given: Json, name: str, most: int) -> str:
    words = given.get(name, "")
    if not isinstance(words, str):
        raise invalid(name)
    if len(words) > most:
        raise refused(-210)
    return words


def _address(url: Any, name: str) -> str:
    if not isinstance(url, str) or urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
        raise invalid(name)
    return url


def _recipient(world: World, oa: OfficialAccount, given: Json, name: str) -> Relation:
    recipient = given.get("recipient")
    if not isinstance(recipient, dict):
        raise invalid("recipient")
    _only(recipient, name)
    return _known_user(oa, recipient.get(name))


def _known_user(oa: OfficialAccount, uid: Any) -> Relation:
    """Ids are strings of digits that this very account knows."""
    if not isinstance(uid, str) or uid not in oa.people:
        raise invalid("user_id")
    return oa.people[uid]


# asking


@_method("POST", "v3.0/oa/quota/message")
def _quota(world: World, app: App, oa: OfficialAccount, given: Json) -> Json:
    to = _known_user(oa, given.get("user_id"))
    at = "" if to.last_interaction is None else str(int(to.last_interaction * 1000))
    data: Json = {"user_id": to.uid, "last_interaction": at}
    if oa.reply_cap is not None:
        left = max(oa.reply_cap - to.replies, 0)
        data["cs_reply"] = {"remain": left, "total": oa.reply_cap}
    return data | {"promotion": {"daily": {"remain": 1, "total": 1}, "monthly": {"remain": 4, "total": 4}}}


@_method("GET", "v3.0/oa/user/detail")
def _user(world: World, app: App, oa: OfficialAccount, given: Json) -> Json:
    to = _known_user(oa, given.get("user_id"))
    moment = datetime.fromtimestamp(to.last_interaction or 0, UTC).astimezone(VIETNAM)
    face = f"https://s120-ava-talk.zadn.vn/{to.uid}.jpg"
    return {
        "user_id": to.uid,
        "user_id_by_app": world.id_by_app(app, to.person),
        "user_external_id": "",
        "display_name": to.person.name,
        "user_alias": "",
        "is_sensitive": False,
        "user_last_interaction_date": "" if to.last_interaction is None else f"{moment:%d/%m/%Y}",
        "user_is_follower": to.follows,
        "avatar": face,
        "avatars": {"120": face, "240": face},
        "tags_and_notes_info": {"notes": [], "tag_names": []},
        "shared_info": {"address": "", "city": "", "district": "", "phone": "", "name": ""},
    }


@_method("GET", "v2.0/oa/getoa")
def _account(world: World, app: App, oa: OfficialAccount, given: Json) -> Json:
    return {
        "oa_id": oa.id,
        "name": oa.name,
        "description": "",
        "oa_alias": "",
        "is_verified": oa.verified,
        "oa_type": oa.oa_type,
        "cate_name": "",
        "num_follower": sum(one.follows for one in oa.people.values()),
        "avatar": f"https://s160-ava-talk.zadn.vn/{oa.id}.jpg",
        "cover": f"https://cover-talk.zadn.vn/{oa.id}.jpg",
        "package_name": oa.package,
        "package_valid_through_date": "31/12/2027",
        "linked_ZCA": "",
    }


@_method("GET", "v3.0/oa/group/getgroupsofoa")
def _groups(world: World, app: App, oa: OfficialAccount, given: Json) -> Json:
    offset, count = _number(given, "offset", 0), _number(given, "count", 5)
    if not 1 <= count <= 50:
        raise invalid("count")
    groups = [
        {
            "group_id": one.id,
            "name": one.name,
            "avatar": "",
            "group_link": f"https://zalo.me/g/{one.id[:9]}",
            "status": "enabled" if one.enabled else "disabled",
            "total_member": len(one.members) + one.oa_in,
        }
        for one in oa.groups.values()
    ]
    return {"offset": offset, "count": count, "total": len(groups), "groups": groups[offset : offset + count]}


@_method("GET", "v3.0/oa/group/listmember")
def _members(world: World, app: App, oa: OfficialAccount, given: Json) -> Json:
    group = oa.groups.get(str(given.get("group_id", "")))
    if group is None:
        raise invalid("group_id")
    offset, count = _number(given, "offset", 0), _number(given, "count", 5)
    people = [{"oa_id": oa.id, "name": oa.name, "avatar": ""}] if group.oa_in else []
    people += [{"user_id": one.uid, "name": one.person.name, "avatar": ""} for one in group.members.values()]
    return {"offset": offset, "count": count, "total": len(people), "members": people[offset : offset + count]}


def _number(given: Json, name: str, default: int) -> int:
    value = str(given.get(name, default))
    if not value.isdigit():
        raise invalid(name)
    return int(value)


# uploading


def upload(world: World, oa: OfficialAccount, kind: str, name: str, content: bytes) -> Json:
    """Keep what was uploaded; `kind` is the end of the path."""
    most = MEGABYTE if kind == "image" else 5 * MEGABYTE
    fits = {
        "image": content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")),
        "gif": content.startswith(b"GIF8"),
        "file": name.lower().endswith(DOCUMENTS) and bool(content),
    }
    if kind not in fits:
        raise Gap(kind)
    if not fits[kind]:
        raise invalid("file")
    if len(content) > most:
        raise refused(-210)
    if not world.months.admit(("upload", oa.id), oa.uploads):
        raise refused(-211)
    key = world.token()[:100]
    file = File(name, len(content), world.store(name, content))
    world.assets[key] = Asset(oa, kind, file, world.clock.unix() + ASSET_LIFETIME)
    return {"token" if kind == "file" else "attachment_id": key}
