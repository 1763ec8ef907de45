"""Templates by telephone number: the host that needs no conversation, only an approved text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable

from tests.fakes.zalo.openapi import filled
from tests.fakes.zalo.world import App, Json, Line, OfficialAccount, Person, Refused, Template, World

TEXTS = {
    -100: "Unknown error",
    -108: "Phone number is invalid",
    -109: "Template ID is invalid",
    -112: "Template data is invalid",
    -1121: "Template data is too long",
    -1122: "Template data is missing parameter",
    -1124: "Template data format is invalid",
    -114: "User cannot receive the message",
    -115: "Out of quota or balance",
    -117: "OA or app has no permission to use this template",
    -118: "Zalo account is not existed",
    -119: "Account cannot receive the message",
    -124: "Access token is invalid",
    -125: "OA ID is invalid",
    -126: "Wallet of development mode is out of money",
    -127: "Test message can be sent to admin only",
    -131: "Template is not approved",
    -132: "Parameter is invalid",
    -133: "This message cannot be sent at night",
    -135: "OA has no permission to send: it must be verified and paid for",
    -136: "ZCA is not linked",
    -137: "ZCA payment failed",
    -1381: "ZCA cannot be used",
    -139: "User refused this type of message",
    -140: "User is not eligible for this type of message",
    -141: "User refused messages of this OA",
    -144: "OA exceeded its daily limit",
    -146: "Template is disabled because of low quality",
    -147: "Template exceeded its daily limit",
}
PHONE = re.compile(r"84\d{9}")
HASH = re.compile(r"[0-9a-f]{64}")

Method = Callable[[World, App, OfficialAccount, Json], Json]


def refused(code: int) -> Refused:
    return Refused(code, TEXTS[code])


def failure(code: int, text: str = "") -> Json:
    return {"error": code, "message": text or TEXTS.get(code, "Unknown error")}


def _by_phone(world: World, app: App, oa: OfficialAccount, given: Json) -> Json:
    phone = given.get("phone")
    if not isinstance(phone, str) or not PHONE.fullmatch(phone):
        raise refused(-108)
    return _send(world, oa, given, world.by_phone.get(phone), "phone", phone)


def _by_hash(world: World, app: App, oa: OfficialAccount, given: Json) -> Json:
    wanted = given.get("hash_phone")
    if not isinstance(wanted, str) or not HASH.fullmatch(wanted):
        raise refused(-108)
    known = {hashlib.sha256(phone.encode()).hexdigest(): one for phone, one in world.by_phone.items()}
    return _send(world, oa, given, known.get(wanted), "hash_phone", wanted)


def _send(world: World, oa: OfficialAccount, given: Json, person: Person | None, field: str, to: str) -> Json:
    if set(given) - {field, "template_id", "template_data", "tracking_id", "sending_mode", "mode"}:
        raise refused(-132)
    template = world.templates.get(str(given.get("template_id", "")))
    if template is None:
        raise refused(-109)
    if not oa.verified:
        raise refused(-135)
    if template.status != "ENABLE":
        raise refused(-146 if template.status == "DISABLE" else -131)
    _check(template, given.get("template_data"))
    tracking = given.get("tracking_id", "")
    if not isinstance(tracking, str) or len(tracking) > 48 or not tracking:
        raise refused(-132)
    if given.get("sending_mode", "1") not in ("1", "3") or given.get("mode", "development") != "development":
        raise refused(-132)
    if person is None:
        raise refused(-118)
    if "mode" in given and person.phone not in oa.admin_phones:
        raise refused(-127)
    relation = world.relation(oa, person)
    if relation.blocked:
        raise refused(-141)
    if oa.budget is not None and oa.budget < oa.spent + template.price:
        raise refused(-115)
    if not world.days.admit(("template", template.id), template.daily):
        raise refused(-147)
    if not world.days.admit(("templates", oa.id), oa.daily_templates):
        raise refused(-144)
    oa.spent += template.price
    oa.sent += 1
    data = given["template_data"]
    line = Line(world.hex_id(), "oa", oa.id, "template", filled(template.text, data), world.clock.unix())
    line.params, line.cost, line.tracking_id = dict(data), template.price, tracking
    world.sent_templates[line.message_id] = world.put(relation.chat, line)
    return {
        "msg_id": line.message_id,
        "sent_time": world.millis(),
        "sending_mode": given.get("sending_mode", "1"),
        "quota": _quota(world, oa),
    }


def _check(template: Template, data: object) -> None:
    if not isinstance(data, dict):
        raise refused(-112)
    if set(template.params) - set(data):
        raise refused(-1122)
    for name, value in data.items():
        if name not in template.params or not isinstance(value, str) or not value.strip():
            raise refused(-1124)
        if len(value) > template.params[name]:
            raise refused(-1121)


def _quota(world: World, oa: OfficialAccount) -> Json:
    left = max(oa.daily_templates - world.days.used(("templates", oa.id)), 0)
    return {"dailyQuota": str(oa.daily_templates), "remainingQuota": str(left)}


def _status(world: World, app: App, oa: OfficialAccount, given: Json) -> Json:
    line = world.sent_templates.get(str(given.get("message_id", "")))
    if line is None or line.sender != oa.id:
        raise refused(-132)
    delivered = {"delivery_time": world.millis(), "message": "The message is received", "status": 1}
    return delivered if line.received else {"message": "The message is being sent", "status": 0}


def _templates(world: World, app: App, oa: OfficialAccount, given: Json) -> Json:
    offset, count = str(given.get("offset", "0")), str(given.get("limit", "100"))
    if not offset.isdigit() or not count.isdigit() or not 1 <= int(count) <= 100:
        raise refused(-132)
    found = [
        {"templateId": one.id, "templateName": one.name, "status": one.status, "templateQuality": "HIGH"}
        for one in world.templates.values()
    ]
    return {"list": found[int(offset) :][: int(count)], "total": len(found)}


def _template_info(world: World, app: App, oa: OfficialAccount, given: Json) -> Json:
    template = world.templates.get(str(given.get("template_id", "")))
    if template is None:
        raise refused(-109)
    params = [
        {"name": name, "require": True, "type": "STRING", "maxLength": most, "minLength": 1, "acceptNull": False}
        for name, most in template.params.items()
    ]
    state = {"templateId": template.id, "templateName": template.name, "status": template.status}
    return state | {"listParams": params, "price": str(template.price), "templateTag": "TRANSACTION"}


METHODS: dict[tuple[str, str], Method] = {
    ("POST", "message/template"): _by_phone,
    ("POST", "message/template/hashphone"): _by_hash,
    ("GET", "message/quota"): lambda world, app, oa, given: _quota(world, oa),
    ("GET", "message/status"): _status,
    ("GET", "template/all"): _templates,
    ("GET", "template/info/v2"): _template_info,
}
