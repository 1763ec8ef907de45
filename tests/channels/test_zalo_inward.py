"""Zalo's events in: what is understood of each, whose conversation it belongs to, and by what it is known again."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels import Heard, RemoteFile, place_of
from bot.channels.zalo.inward import account_ids, channel_event, conversation_key, delivery, read
from bot.channels.zalo.payload import Signer
from handlers.conversation.event import (
    Chose,
    Command,
    Event,
    Joined,
    Left,
    Said,
    SharedContact,
    SharedPlace,
    Unreadable,
)
from storage.channel_event import ChannelEvent
from tests.fakes.zalo import FakeZalo, OfficialAccount, Person

OA = "1646843870823903717"
LAN = "5510185758261927916"
GROUP = "b8de7d84fa1b3043690c"
AT = "1717061839659"
SIGNER = Signer("oa-secret-of-tests")
URL = "https://f7.zdn.vn/x"


def sent(kind: str, message: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "event_name": f"user_send_{kind}", "app_id": "50554360515256678", "sender": {"id": LAN},
        "recipient": {"id": OA}, "message": {"msg_id": "m1"} | message, "timestamp": AT,
        "user_id_by_app": "3611371994410983884",
    } | more  # fmt: skip


def holding(kind: str, payload: Any, text: str | None = None, *, of: str = "") -> dict[str, Any]:
    message: dict[str, Any] = {"attachments": [{"type": of or kind, "payload": payload}]}
    return sent(kind, message | ({} if text is None else {"text": text}))


def told(name: str, **body: Any) -> dict[str, Any]:
    return {"event_name": name, "app_id": "50554360515256678", "timestamp": AT} | body


def in_group(kind: str, message: dict[str, Any]) -> dict[str, Any]:
    return sent(f"group_{kind}", message, recipient={"id": GROUP}, oa_id=OA)


def said(text: str = "", **more: Any) -> Said:
    return Said(text, ref="m1", **more)


def file(name: str, size: int | None = None, ref: str = URL) -> tuple[RemoteFile, ...]:
    return (RemoteFile(ref, name, size),)


UNREAD = Unreadable("chat-unread")
IMAGE = {"thumbnail": "https://f7.zdn.vn/small", "url": URL}
FILE = {"size": "233947", "name": "đơn.docx", "checksum": "c", "type": "docx", "url": URL}
CAFE = {"coordinates": {"latitude": "10.7923119", "longitude": "106.7820651"}}
CARD = {"url": "https://zalo.me/84900000000", "description": '{"phone":"84900000000"}', "thumbnail": ""}
INFO = {"name": "Lan", "phone": "84912345678", "user_dob": "30/10/1999", "gender": "Nam"}
PEOPLE = {"sender": {"id": LAN}, "recipient": {"id": OA}}
FOLLOW = told("follow", oa_id=OA, follower={"id": LAN}, source="oa_profile")

# Every event that is somebody's doing: its conversation, the id it is known again by, and what is understood.
TRANSLATED: list[tuple[str, dict[str, Any], str, str, Event, dict[str, Any]]] = [
    ("text", sent("text", {"text": "Đường ngập"}), LAN, "m1", said("Đường ngập"), {}),
    ("text-that-quotes", sent("text", {"text": "Vâng", "quote_msg_id": "q7"}), LAN, "m1",
     said("Vâng", reply_to="q7"), {}),
    ("command-stays-text", sent("text", {"text": "/viec"}), LAN, "m1", said("/viec"), {}),
    ("text-of-blanks", sent("text", {"text": " \n"}), LAN, "m1", UNREAD, {}),
    ("text-without-text", sent("text", {}), LAN, "m1", UNREAD, {}),
    ("text-as-a-number", sent("text", {"text": 7}), LAN, "m1", UNREAD, {}),
    ("without-message", told("user_send_text", **PEOPLE), LAN, f"user_send_text+{AT}+{LAN}", UNREAD, {}),
    ("button", sent("text", {"text": SIGNER.payload("12.send")}), LAN, "m1", Chose("12.send"), {}),
    ("button-with-marks-in-its-key", sent("text", {"text": SIGNER.payload("a:b~c#d")}), LAN, "m1",
     Chose("a:b~c#d"), {}),
    ("button-of-another-account", sent("text", {"text": Signer("another").payload("12.send")}), LAN, "m1",
     said(Signer("another").payload("12.send")), {}),
    ("button-that-somebody-made-up", sent("text", {"text": "#menu.show~00000000"}), LAN, "m1",
     said("#menu.show~00000000"), {}),
    ("button-without-mark", sent("text", {"text": "#menu.show"}), LAN, "m1", said("#menu.show"), {}),
    ("image", holding("image", IMAGE), LAN, "m1", said(), {"remote": file("anh.jpg")}),
    ("image-with-words", holding("image", IMAGE, "Ảnh cống"), LAN, "m1", said("Ảnh cống"),
     {"remote": file("anh.jpg")}),
    ("two-images", sent("image", {"attachments": [{"type": "image", "payload": IMAGE}] * 2}), LAN, "m1", said(),
     {"remote": file("anh.jpg") * 2}),
    ("image-without-address", holding("image", {"thumbnail": "t"}), LAN, "m1", UNREAD, {}),
    ("image-without-address-with-words", holding("image", {}, "Ảnh cống"), LAN, "m1", said("Ảnh cống"), {}),
    ("gif", holding("gif", IMAGE), LAN, "m1", said(), {"remote": file("anh.gif")}),
    ("audio", holding("audio", {"url": URL}), LAN, "m1", said(), {"remote": file("ghi-am.aac")}),
    ("video", holding("video", IMAGE | {"description": ""}), LAN, "m1", said(), {"remote": file("video.mp4")}),
    ("file", holding("file", FILE), LAN, "m1", said(), {"remote": file("đơn.docx", 233947)}),
    ("file-size-as-number", holding("file", FILE | {"size": 9}), LAN, "m1", said(),
     {"remote": file("đơn.docx", 9)}),
    ("file-of-unknown-size", holding("file", {"url": URL, "size": "big"}), LAN, "m1", said(),
     {"remote": file("tep")}),
    ("location", holding("location", CAFE, "Cơm Coffee"), LAN, "m1", SharedPlace(10.7923119, 106.7820651, "m1"), {}),
    ("location-as-numbers", holding("location", {"coordinates": {"latitude": 10.5, "longitude": 106}}), LAN, "m1",
     SharedPlace(10.5, 106.0, "m1"), {}),
    ("location-outside-the-world", holding("location", {"coordinates": {"latitude": "91", "longitude": "0"}}), LAN,
     "m1", UNREAD, {}),
    ("location-that-is-none", holding("location", {"coordinates": {"latitude": "nan", "longitude": "0"}}, "Ở chợ"),
     LAN, "m1", said("Ở chợ"), {}),
    ("link", holding("link", {"url": URL, "description": "Trang"}), LAN, "m1", said(URL), {}),
    ("link-in-its-text", holding("link", {"url": URL}, f"Xem {URL}"), LAN, "m1", said(f"Xem {URL}"), {}),
    ("link-beside-its-text", holding("link", {"url": URL}, "Xem"), LAN, "m1", said(f"Xem\n{URL}"), {}),
    ("link-to-nothing", holding("link", {}), LAN, "m1", UNREAD, {}),
    ("sticker", holding("sticker", {"id": "46078", "url": URL}), LAN, "m1", UNREAD, {}),
    ("card-of-somebody", holding("business_card", CARD, "Tâm", of="link"), LAN, "m1", UNREAD, {}),
    ("follow", FOLLOW, LAN, f"follow+{AT}+{LAN}", Command("start"), {}),
    ("unfollow", told("unfollow", oa_id=OA, follower={"id": LAN}), LAN, f"unfollow+{AT}+{LAN}", Left(), {}),
    ("opened-the-chat", told("user_click_chatnow", oa_id=OA, user_id=LAN), LAN, f"user_click_chatnow+{AT}+{LAN}",
     Joined(), {}),
    ("own-number", told("user_submit_info", info=INFO, **PEOPLE), LAN, f"user_submit_info+{AT}+{LAN}",
     SharedContact("+84912345678", own=True), {"name": "Lan"}),
    ("own-number-older-shape", told("user_submit_info", info={"phone": 84912345678, "ward": "x"}, **PEOPLE), LAN,
     f"user_submit_info+{AT}+{LAN}", SharedContact("+84912345678", own=True), {}),
    ("own-number-national", told("user_submit_info", info={"phone": "0912345678"}, **PEOPLE), LAN,
     f"user_submit_info+{AT}+{LAN}", SharedContact("0912345678", own=True), {}),
    ("text-in-group", in_group("text", {"text": "CM25-0042"}), f"g{GROUP}/0/{LAN}", "m1", said("CM25-0042"), {}),
    ("image-in-group", in_group("image", {"attachments": [{"type": "image", "payload": IMAGE}]}),
     f"g{GROUP}/0/{LAN}", "m1", said(), {"remote": file("anh.jpg")}),
    ("ids-as-numbers", sent("text", {"text": "Chào", "msg_id": 77}, sender={"id": int(LAN)}, recipient={"id": int(OA)}),
     LAN, "77", Said("Chào", ref="77"), {}),
    ("without-message-id", sent("text", {"text": "Chào", "msg_id": None}), LAN, f"user_send_text+{AT}+{LAN}",
     Said("Chào"), {}),
]  # fmt: skip

# What nobody has to answer.
LEFT: list[tuple[str, dict[str, Any]]] = [
    ("seen", told("user_seen_message", sender={"id": OA}, recipient={"id": LAN}, message={"msg_ids": ["m1"]})),
    ("received", told("user_received_message", sender={"id": OA}, recipient={"id": LAN}, message={"msg_id": "m1"})),
    ("reacted", told("user_reacted_message", message={"msg_id": "m1", "react_icon": "/-heart"}, **PEOPLE)),
    ("echo", told("oa_send_text", sender={"id": OA, "admin_id": "1"}, recipient={"id": LAN},
                  message={"text": "Chào", "msg_id": "m1"})),
    ("anonymous", told("anonymous_send_text", message={"text": "Chào", "msg_id": "m1"}, **PEOPLE)),
    ("form-without-number", told("user_submit_info", info={"name": "Lan"}, **PEOPLE)),
    ("form-with-nonsense", told("user_submit_info", info={"phone": "gọi sau"}, **PEOPLE)),
    ("content-of-the-future", sent("hologram", {"text": "Chào"})),
    ("joined-a-group", told("user_join_group", oa_id=OA, group_id=GROUP, user_id=LAN)),
    ("template-changed", told("change_template_status", oa_id=OA, template_id="1")),
    ("nobody-wrote", sent("text", {"text": "Chào"}, sender={})),
    ("no-id-looks-so", sent("text", {"text": "Chào"}, sender={"id": "1/2"})),
    ("like-a-group", sent("text", {"text": "Chào"}, sender={"id": "g12"})),
    ("group-without-id", in_group("text", {"text": "Chào"}) | {"recipient": {}}),
    ("group-with-a-slash", in_group("text", {"text": "Chào"}) | {"recipient": {"id": "a/b"}}),
    ("name-as-a-number", {"event_name": 5, "sender": {"id": LAN}}),
    ("telepathy", told("user_thinks", thought="?")),
    ("empty", {}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("event", "key", "id_", "understood", "more"), [pytest.param(*row[1:], id=row[0]) for row in TRANSLATED]
)
def test_an_event_is_translated(
    event: dict[str, Any], key: str, id_: str, understood: Event, more: dict[str, Any]
) -> None:
    assert read(event, SIGNER) == Heard(understood, LAN, **more)
    row = delivery(3, event)
    assert row
    assert (row.account_id, row.conversation, row.id, row.payload) == (3, key, id_, event)


@pytest.mark.parametrize("event", [pytest.param(row[1], id=row[0]) for row in LEFT])
def test_what_nobody_has_to_answer_is_no_delivery(event: dict[str, Any]) -> None:
    assert delivery(3, event) is None


@pytest.mark.parametrize("event", [row[1] for row in TRANSLATED if row[2] != LAN])
def test_in_a_group_answers_go_to_the_group(event: dict[str, Any]) -> None:
    assert place_of(conversation_key(event) or "") == (f"g{GROUP}", True)


def kept(event: dict[str, Any]) -> ChannelEvent:
    found = channel_event(3, event)
    assert found is not None
    return found


def test_reports_of_one_message_are_kept_apart_and_repeated_ones_together() -> None:
    reports = [kept(event) for _, event in LEFT[:3]]
    later = kept(LEFT[2][1] | {"timestamp": "1717061839660"})
    assert len({each.delivery for each in [*reports, later]}) == 4
    assert kept(dict(LEFT[2][1])).delivery == reports[2].delivery
    assert [each.name for each in reports] == [event["event_name"] for _, event in LEFT[:3]]


def test_what_was_sent_in_the_name_of_the_account_is_not_kept_a_second_time() -> None:
    assert channel_event(3, LEFT[3][1]) is None


@pytest.mark.parametrize(
    ("event", "ids"),
    [
        (sent("text", {}), [OA, LAN]),
        (in_group("text", {}), [OA, GROUP, LAN]),
        (FOLLOW, [OA]),
        (LEFT[3][1], [LAN, OA]),
        ({"oa_id": int(OA), "recipient": None, "sender": "x"}, [OA]),
        ({}, []),
    ],
)
def test_the_account_is_one_of_the_ids(event: dict[str, Any], ids: list[str]) -> None:
    assert account_ids(event) == ids


def test_what_no_database_keeps_is_left_out() -> None:
    row = delivery(3, sent("text", {"text": "Xin\0 chào \ud83d", "odd\0": ["\0", {"\ud800": "\0"}]}))
    assert row
    stored = json.dumps(row.payload)
    assert "\\u0000" not in stored
    assert json.loads(stored)["message"]["text"].startswith("Xin chào ")
    assert stored.encode().decode() == stored
    assert "\\ud8" not in stored


scraps = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just(LAN) | st.just("follow"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


def look_at(event: dict[str, Any]) -> None:
    """All that is done with an event before and after it is stored."""
    read(event, SIGNER)
    account_ids(event)
    row = delivery(3, event)
    if row is None:
        report = channel_event(3, event)
        assert report is None or report.name
    else:
        address, in_group = place_of(row.conversation)
        assert in_group == row.conversation.startswith("g")
        assert address
        assert row.id.isascii()


@settings(max_examples=300, deadline=None)
@given(
    event=st.dictionaries(st.sampled_from("event_name sender recipient message follower info oa_id".split()), scraps)
)
def test_nothing_that_arrives_raises(event: dict[str, Any]) -> None:
    look_at(event)


@settings(max_examples=300, deadline=None)
@given(data=st.data(), scrap=scraps)
def test_nothing_that_is_almost_right_raises(data: st.DataObject, scrap: Any) -> None:
    known = [row[1] for row in TRANSLATED] + [row[1] for row in LEFT if row[1]]
    event = json.loads(json.dumps(data.draw(st.sampled_from(known))))
    place = event
    while True:
        name = data.draw(st.sampled_from(sorted(place)))
        inside = place[name][0] if isinstance(place[name], list) and place[name] else place[name]
        if isinstance(inside, dict) and inside and data.draw(st.booleans()):
            place = inside
            continue
        place[name] = scrap
        break
    look_at(event)


# ── as the people of the fake do it ───────────────────────────────────────────────────────────────────────────

Doing = Callable[[FakeZalo, Person], Any]

DOINGS: list[tuple[str, Doing, type[Event]]] = [
    ("says", lambda fake, lan: fake.says(lan, "Chào"), Said),
    ("photo", lambda fake, lan: fake.sends_photo(lan, caption="Cống"), Said),
    ("gif", lambda fake, lan: fake.sends_gif(lan), Said),
    ("voice", lambda fake, lan: fake.sends_voice(lan), Said),
    ("video", lambda fake, lan: fake.sends_video(lan), Said),
    ("file", lambda fake, lan: fake.sends_file(lan), Said),
    ("link", lambda fake, lan: fake.sends_link(lan, "https://example.vn"), Said),
    ("sticker", lambda fake, lan: fake.sends_sticker(lan), Unreadable),
    ("card", lambda fake, lan: fake.sends_card(lan, lan), Unreadable),
    ("place", lambda fake, lan: fake.sends_location(lan, 21.03, 105.85), SharedPlace),
    ("contact", lambda fake, lan: fake.shares_contact(lan), SharedContact),
    ("contact-older", lambda fake, lan: fake.shares_contact(lan, old_shape=True), SharedContact),
    ("follows", lambda fake, lan: fake.follows(lan), Command),
    ("unfollows", lambda fake, lan: fake.unfollows(lan), Left),
    ("opens-chat", lambda fake, lan: fake.clicks_chat(lan), Joined),
]


@pytest.mark.parametrize(("does", "kind"), [pytest.param(*row[1:], id=row[0]) for row in DOINGS])
def test_people_are_understood(does: Doing, kind: type[Event]) -> None:
    fake = FakeZalo()
    oa: OfficialAccount = fake.create_oa()
    lan = fake.create_person()
    seen: list[dict[str, Any]] = []
    fake.on_event = lambda app, event: seen.append(event.body)
    does(fake, lan)
    row = delivery(1, seen[-1])
    assert row
    assert row.conversation == fake.uid(lan)
    heard = read(seen[-1], SIGNER)
    assert heard
    assert (type(heard.event), heard.user) == (kind, fake.uid(lan))
    assert oa.id in account_ids(seen[-1])
