"""Messages out to Zalo, against the strict fake of it: texts, buttons, lists, files, and what fails half-way."""

import hashlib
import logging
import unicodedata
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.numbered import language_of, with_codes, with_numbers
from bot.channels.zalo import ZaloOa
from bot.channels.zalo.outward import Part, parts_of, split_text
from domain.commune import VIETNAM
from domain.delivery import GiveUp, TryLater, WindowClosed
from domain.notice import Urgency
from storage.file import FileStore, attachment
from storage.outbox import Message
from tests.channels import message
from tests.channels.zalo_account import Notebook, Tokens, open_account
from tests.fakes.zalo import FakeZalo, Line, OfficialAccount, Person, samples
from tests.fakes.zalo.world import DAY, HOUR, STATE_AGENCY

FEW = (("menu.show", "Trang chính"), ("petition.begin", "Gửi ý kiến"))
MANY = tuple((f"topic:{number}", f"Lĩnh vực {number}") for number in range(1, 8))
LISTED = "\n".join(f"{number}. Lĩnh vực {number}" for number in range(1, 8))
HINT = "(Ông/bà trả lời bằng số, ví dụ: 1)"
CALL = "v3.0/oa/message/cs"


@pytest.fixture
async def fake() -> AsyncIterator[FakeZalo]:
    async with FakeZalo() as fake:
        yield fake


@pytest.fixture
def oa(fake: FakeZalo) -> OfficialAccount:
    return fake.create_oa()


@pytest.fixture
def lan(fake: FakeZalo, oa: OfficialAccount) -> Person:
    lan = fake.create_person("Lan (mẫu)", "84912345678")
    fake.follows(lan)
    return lan


@pytest.fixture
def notebook() -> Notebook:
    return Notebook()


@pytest.fixture
async def account(fake: FakeZalo, oa: OfficialAccount, notebook: Notebook) -> AsyncIterator[ZaloOa]:
    async with open_account(fake, oa, Tokens(fake, oa), remember=notebook) as account:
        yield account


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


async def kept(files: FileStore, content: bytes, name: str) -> dict[str, Any]:
    """A stored file as the outbox knows it."""

    async def chunks() -> AsyncIterator[bytes]:
        yield content

    found = attachment(await files.keep(chunks()), name)
    return {"sha256": found.sha256, "name": found.name, "kind": found.kind, "size": found.size}


def by_us(fake: FakeZalo, lan: Person) -> list[Line]:
    return [line for line in fake.sees(lan) if line.by == "oa"]


def notice(address: str, text: str, choices: Any) -> Message:
    return replace(message(address, text, choices), urgency=int(Urgency.NOTICE))


# ── texts ─────────────────────────────────────────────────────────────────────────────────────────────────────


@given(text=st.text(st.sampled_from("aệ. \n😀"), max_size=6000))
def test_a_text_goes_in_parts_that_zalo_takes(text: str) -> None:
    parts = split_text(text)
    assert all(0 < len(part) <= 2000 and len(part.encode("utf-16-le")) <= 4000 for part in parts)
    assert "".join("".join(parts).split()) == "".join(unicodedata.normalize("NFC", text).split())


async def test_a_long_text_ends_its_parts_where_sentences_end(
    fake: FakeZalo, account: ZaloOa, lan: Person, files: FileStore
) -> None:
    sentence = unicodedata.normalize("NFD", "Đường vào thôn Cấm ngập đã ba ngày. ")
    ref = await account.send(message(fake.uid(lan), sentence * 100, FEW), files)
    first, last = by_us(fake, lan)
    assert first.text.endswith("ngày.")
    assert unicodedata.is_normalized("NFC", first.text)
    assert len(first.text) <= 2000
    assert (first.labels, last.labels, last.message_id) == ([], ["Trang chính", "Gửi ý kiến"], ref)


# ── choices ───────────────────────────────────────────────────────────────────────────────────────────────────


async def test_few_choices_are_buttons_that_come_back_as_they_went(
    fake: FakeZalo, account: ZaloOa, lan: Person, files: FileStore
) -> None:
    await account.send(message(fake.uid(lan), "Ông/bà muốn làm gì?", [*FEW, ("x", "Rất dài " * 20)]), files)
    line = fake.last(lan)
    assert line.text == "Ông/bà muốn làm gì?"
    assert [len(label) <= 100 for label in line.labels] == [True] * 3
    assert {button.kind for button in line.buttons} == {"oa.query.hide"}
    keys = [heard.event for button in line.buttons if (heard := account.read(pressed(button.value)))]
    assert [getattr(event, "key", None) for event in keys] == ["menu.show", "petition.begin", "x"]


def pressed(payload: str) -> dict[str, Any]:
    return {"event_name": "user_send_text", "sender": {"id": "1"}, "message": {"text": payload, "msg_id": "m"}}


async def test_many_choices_are_a_numbered_list(fake: FakeZalo, account: ZaloOa, lan: Person, files: FileStore) -> None:
    await account.send(message(fake.uid(lan), "Thuộc lĩnh vực nào?", MANY), files)
    assert (fake.last(lan).text, fake.last(lan).buttons) == (f"Thuộc lĩnh vực nào?\n\n{LISTED}\n\n{HINT}", ())


@pytest.mark.parametrize("way", ["v3", "v2"])
@pytest.mark.parametrize("code", [-201, -210, -233])
async def test_buttons_that_zalo_refuses_are_a_list_from_then_on(
    fake: FakeZalo, account: ZaloOa, oa: OfficialAccount, lan: Person, notebook: Notebook, files: FileStore,
    way: str, code: int,
) -> None:  # fmt: skip
    if way == "v2":
        oa.oa_type = STATE_AGENCY
        await account.send(message(fake.uid(lan), "Chào"), files)
        notebook.kept.clear()
    fake.fail("error", code=code, method="message/cs" if way == "v3" else "v2.0/oa/message")
    text = f"Ông/bà muốn làm gì?\n\n1. Trang chính\n2. Gửi ý kiến\n\n{HINT}"
    ref = await account.send(message(fake.uid(lan), "Ông/bà muốn làm gì?", FEW), files)
    assert (fake.last(lan).text, fake.last(lan).message_id) == (text, ref)
    assert notebook.kept == [{"buttons": False}]
    before = fake.counts()["calls"]
    await account.send(message(fake.uid(lan), "Ông/bà muốn làm gì?", FEW), files)
    assert fake.last(lan).text == text
    assert sum(fake.counts()["calls"].values()) == sum(before.values()) + 1
    assert notebook.kept == [{"buttons": False}]


async def test_a_refusal_of_all_says_nothing_of_buttons(
    fake: FakeZalo, account: ZaloOa, lan: Person, notebook: Notebook, files: FileStore
) -> None:
    fake.fail("error", code=-233, method="message/cs", times=2)
    with pytest.raises(GiveUp, match="rejected"):
        await account.send(message(fake.uid(lan), "Chào", FEW), files)
    await account.send(message(fake.uid(lan), "Chào", FEW), files)
    assert fake.last(lan).labels == ["Trang chính", "Gửi ý kiến"]
    assert notebook.kept == []


async def test_a_person_that_is_refused_costs_no_buttons(fake: FakeZalo, account: ZaloOa, files: FileStore) -> None:
    with pytest.raises(GiveUp, match="chat-gone"):
        await account.send(message("123456", "Chào", FEW), files)
    assert fake.counts()["calls"] == {CALL: 1}


async def test_what_was_remembered_of_buttons_holds(
    fake: FakeZalo, oa: OfficialAccount, lan: Person, files: FileStore
) -> None:
    async with open_account(fake, oa, Tokens(fake, oa), buttons=False) as account:
        await account.send(message(fake.uid(lan), "Mời chọn", FEW), files)
    assert "2. Gửi ý kiến" in fake.last(lan).text


def test_a_long_list_goes_on_in_the_next_part() -> None:
    parts = parts_of(message("1", "Chọn thôn. " * 150, [(f"h:{n}", f"Thôn số {n} của xã") for n in range(60)]))
    assert len(parts) > 1
    assert parts[-1].text.endswith(HINT)
    assert not any(part.choices for part in parts)


def test_choices_without_a_text_are_a_list() -> None:
    assert parts_of(message("1", "", FEW)) == [Part(f"1. Trang chính\n2. Gửi ý kiến\n\n{HINT}")]


@pytest.mark.parametrize("key", ["", "k" * 1000])
def test_a_key_that_no_button_carries_is_a_mistake(key: str) -> None:
    with pytest.raises(ValueError, match="key of a choice"):
        parts_of(message("1", "Chọn", [(key, "Nút")]))


def test_a_notice_without_buttons_has_codes_to_type_not_numbers() -> None:
    choices = [("work.show:CM25-0042", "Mở"), ("work.list", "Việc"), ("work.show:CM25-0007", "Mở")]
    parts = parts_of(notice("1", "Hai việc mới.", choices), buttons=False)
    assert parts == [Part("Hai việc mới.\n\n(Gõ mã để mở: CM25-0042, CM25-0007)")]
    assert parts_of(notice("1", "Đã xong.", FEW), buttons=False) == [Part("Đã xong.")]


@pytest.mark.parametrize(
    ("text", "language"),
    [("Ông/bà muốn làm gì?", "vi"), ("What would you like to do?", "en"), ("", "vi"), ("1. 2. 3.", "vi"),
     ("Received at Cấm hamlet of Cao Minh commune, the answer is due soon.", "en"),
     ("Mo duong thôn Cấm được chưa", "vi")],
)  # fmt: skip
def test_a_list_speaks_the_language_of_its_text(text: str, language: str) -> None:
    assert language_of(text) == language


def test_lists_are_bilingual() -> None:
    shown = [{"key": "a", "label": "Send it"}]
    assert with_numbers("What next?", shown).endswith("(Please answer with a number, for example: 1)")
    assert with_numbers("Chào", []) == with_codes("Chào", []) == "Chào"


# ── groups ────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_group_gets_words_only(
    fake: FakeZalo, account: ZaloOa, oa: OfficialAccount, lan: Person, files: FileStore
) -> None:
    group = fake.create_group("Phòng Kinh tế (mẫu)", [lan])
    photo = await kept(files, samples.JPEG, "cống.jpg")
    one = notice(f"g{group.id}", "CM25-0042\n[@all] ngập [@123]", [("work.show:CM25-0042", "Mở")])
    await account.send(replace(one, files=[photo]), files)
    line = fake.last(lan, group=group)
    assert line.kind == "text"
    assert line.text.startswith("CM25-0042\n@all ngập @123\n\nTệp kèm theo không gửi được qua Zalo: cống.jpg.")
    assert line.text.endswith("(Gõ mã để mở: CM25-0042)")
    await account.send(message(f"g{group.id}", "Chọn", FEW), files)
    assert "2. Gửi ý kiến" in fake.last(lan, group=group).text


@pytest.mark.parametrize(
    ("change", "trouble"),
    [({"oa_in": False}, "chat-gone"), ({"enabled": False}, "zalo-group-expired")],
)
async def test_a_group_that_cannot_be_written_to(
    fake: FakeZalo, account: ZaloOa, lan: Person, files: FileStore, change: dict[str, Any], trouble: str
) -> None:
    group = fake.create_group("Phòng Kinh tế (mẫu)", [lan])
    fake.change(group.id, change)
    with pytest.raises(GiveUp, match=trouble):
        await account.send(message(f"g{group.id}", "Chào"), files)


# ── files ─────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_images_and_documents_go_before_the_words(
    fake: FakeZalo, account: ZaloOa, lan: Person, files: FileStore
) -> None:
    sent = [
        await kept(files, samples.PDF, "đơn.pdf"),
        await kept(files, samples.JPEG, "cống.jpg"),
        await kept(files, samples.docx("Kế hoạch"), "kế hoạch.docx"),
        await kept(files, samples.PNG, "sơ đồ.png"),
    ]
    await account.send(message(fake.uid(lan), "Kèm tệp.", FEW, files=sent), files)
    lines = by_us(fake, lan)
    assert [line.kind for line in lines] == ["image", "image", "file", "file", "text"]
    assert [line.files[0].name for line in lines if line.files] == ["đơn.pdf", "kế hoạch.docx"]
    assert (lines[-1].text, lines[-1].labels) == ("Kèm tệp.", ["Trang chính", "Gửi ý kiến"])


@pytest.mark.parametrize(
    ("content", "name"),
    [
        pytest.param(samples.JPEG + bytes(1024 * 1024), "to.jpg", id="large-photo"),
        pytest.param(samples.PDF + bytes(5 * 1024 * 1024), "to.pdf", id="large-document"),
        pytest.param(samples.AAC, "ghi-am.aac", id="voice"),
        pytest.param(samples.MP4, "phim.mp4", id="film"),
        pytest.param(samples.GIF, "hình.gif", id="gif"),
    ],
)
async def test_what_zalo_does_not_carry_is_said_to_be_elsewhere(
    fake: FakeZalo, account: ZaloOa, lan: Person, files: FileStore, content: bytes, name: str
) -> None:
    file = await kept(files, content, name)
    await account.send(message(fake.uid(lan), "Kèm tệp.", files=[file]), files)
    await account.send(message(fake.uid(lan), files=[file]), files)
    told = f"Tệp kèm theo không gửi được qua Zalo: {file['name']}."
    assert [line.text.partition(" Mời ")[0] for line in by_us(fake, lan)] == [f"Kèm tệp.\n\n{told}", told]


async def test_a_file_is_uploaded_once_and_again_when_zalo_has_forgotten_it(
    fake: FakeZalo, account: ZaloOa, lan: Person, files: FileStore
) -> None:
    photo = await kept(files, samples.JPEG, "cống.jpg")

    async def uploads_after(seconds: float) -> int:
        fake.advance(seconds)
        fake.says(lan, "Chào")
        await account.send(message(fake.uid(lan), files=[photo]), files)
        return int(fake.counts()["calls"]["v2.0/oa/upload/image"])

    assert [await uploads_after(0), await uploads_after(6 * DAY), await uploads_after(2 * DAY)] == [1, 1, 2]


async def test_our_own_memory_of_uploads_ends_before_zalo_s(
    fake: FakeZalo, oa: OfficialAccount, lan: Person, files: FileStore
) -> None:
    photo = await kept(files, samples.JPEG, "cống.jpg")
    async with open_account(fake, oa, Tokens(fake, oa)) as account:
        hands = [0.0]
        account._sender._clock = lambda: hands[0]
        for hands[0] in (0.0, 6 * DAY, 6.9 * DAY):
            await account.send(message(fake.uid(lan), files=[photo]), files)
    assert fake.counts()["calls"]["v2.0/oa/upload/image"] == 2


async def test_an_upload_that_stays_forgotten_is_given_up(
    fake: FakeZalo, account: ZaloOa, lan: Person, files: FileStore
) -> None:
    fake.fail("error", code=-100, method="message/cs", times=None)
    with pytest.raises(GiveUp, match="zalo-file"):
        await account.send(message(fake.uid(lan), files=[await kept(files, samples.JPEG, "cống.jpg")]), files)
    assert fake.counts()["calls"] == {"v2.0/oa/upload/image": 2, CALL: 2}


async def test_words_go_without_a_file_that_is_not_there(
    fake: FakeZalo, account: ZaloOa, lan: Person, files: FileStore, caplog: pytest.LogCaptureFixture
) -> None:
    gone = {"sha256": hashlib.sha256(b"gone").hexdigest(), "name": "cống.jpg", "kind": "photo", "size": 3}
    await account.send(message(fake.uid(lan), "Kèm ảnh.", files=[gone]), files)
    assert [line.text for line in by_us(fake, lan)] == ["Kèm ảnh."]
    assert "is not there" in caplog.text


# ── half-way ──────────────────────────────────────────────────────────────────────────────────────────────────


async def test_what_failed_half_way_goes_on_where_it_stopped(
    fake: FakeZalo, account: ZaloOa, lan: Person, files: FileStore
) -> None:
    photo = await kept(files, samples.JPEG, "cống.jpg")
    one = message(fake.uid(lan), "Một. " * 500, FEW, files=[photo])
    # The image goes, the first text does not; then that goes, the second does not.
    for gone in (1, 1):
        fake.fail("slow", method="message/cs", times=gone, seconds=0.0)
        fake.fail("http_500", method="message/cs")
        with pytest.raises(TryLater, match="network"):
            await account.send(one, files)
    assert await account.send(one, files) == fake.last(lan).message_id
    assert [line.kind for line in by_us(fake, lan)] == ["image", "text", "text"]


async def test_a_message_that_may_have_arrived_is_tried_once_more(
    fake: FakeZalo, account: ZaloOa, lan: Person, files: FileStore
) -> None:
    fake.fail("delivered_error", code=-200, method="message/cs", times=None)
    one = message(fake.uid(lan), "Chào")
    with pytest.raises(TryLater) as raised:
        await account.send(one, files)
    assert raised.value == TryLater("zalo-not-sent", after=10.0)
    with pytest.raises(GiveUp, match="zalo-not-sent"):
        await account.send(replace(one, tries=1), files)
    assert len(by_us(fake, lan)) == 2


@pytest.mark.parametrize(
    ("now", "hours"), [("2026-04-01T23:00", 7), ("2026-04-01T05:59", 1 / 60), ("2026-04-01T22:00", 8)]
)
async def test_what_the_night_forbids_goes_in_the_morning(
    fake: FakeZalo, oa: OfficialAccount, lan: Person, files: FileStore, now: str, hours: float
) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=VIETNAM)
    fake.fail("error", code=-234, method="message/cs")
    async with open_account(fake, oa, Tokens(fake, oa), now=lambda: moment) as account:
        with pytest.raises(TryLater) as raised:
            await account.send(message(fake.uid(lan), "Chào"), files)
    assert raised.value == TryLater("zalo-night", after=hours * 3600 + 60)


async def test_what_is_used_up_today_goes_tomorrow(fake: FakeZalo, oa: OfficialAccount) -> None:
    moment = datetime(2026, 4, 1, 3, 0, tzinfo=VIETNAM)
    fake.fail("error", code=-147, method="business/message/template")
    async with open_account(fake, oa, Tokens(fake, oa), now=lambda: moment) as account:
        with pytest.raises(TryLater) as raised:
            await account.send_template_to_phone("0912345678", "7", {}, "t")
    assert raised.value == TryLater("zalo-template-quota", after=27 * 3600 + 60.0)


# ── the window ────────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_shut_window_is_no_fault_of_the_message(
    fake: FakeZalo, account: ZaloOa, lan: Person, files: FileStore
) -> None:
    fake.advance(7 * DAY)
    with pytest.raises(WindowClosed) as raised:
        await account.send(message(fake.uid(lan), "Chào"), files)
    assert raised.value == WindowClosed("window-closed")


async def test_whoever_left_or_blocks_is_to_be_reached_otherwise(
    fake: FakeZalo, account: ZaloOa, lan: Person, files: FileStore
) -> None:
    fake.unfollows(lan)
    with pytest.raises(WindowClosed, match="unfollowed"):
        await account.send(message(fake.uid(lan), "Chào"), files)
    fake.follows(lan)
    fake.blocks(lan, code=-244)
    with pytest.raises(WindowClosed, match="zalo-restricted"):
        await account.send(message(fake.uid(lan), "Chào"), files)


async def test_what_a_message_cost_is_told(fake: FakeZalo, oa: OfficialAccount, lan: Person, files: FileStore) -> None:
    charged: list[tuple[int, int]] = []
    fake.advance(49 * HOUR)
    async with open_account(
        fake, oa, Tokens(fake, oa), charged=lambda message, cost: charged.append((message, cost))
    ) as account:
        one = message(fake.uid(lan), "Một. " * 500)
        await account.send(one, files)
        fake.says(lan, "Chào")
        await account.send(message(fake.uid(lan), "Vâng"), files)
    assert charged == [(one.id, oa.spent)] == [(one.id, 110)]


# ── links, and what is logged ─────────────────────────────────────────────────────────────────────────────────


async def test_a_link_leads_to_the_account(account: ZaloOa, oa: OfficialAccount) -> None:
    page = f"https://zalo.me/{oa.id}"
    assert [account.link(payload) for payload in ("", "d-3_h-cam", "i-7KMQX3RTBA")] == [page, page, None]
    assert account.link("i-7KMQX3RTBA", group=True) is None
    account.oa_id = None
    assert account.link("") is None


async def test_a_mistake_of_ours_is_logged_once_and_without_words_of_people(
    fake: FakeZalo, account: ZaloOa, lan: Person, files: FileStore, caplog: pytest.LogCaptureFixture
) -> None:
    fake.fail("error", code=-248, method="message/cs", times=3)
    for _ in range(3):
        with pytest.raises(GiveUp, match="zalo-policy"):
            await account.send(message(fake.uid(lan), "Bí mật"), files)
    assert [record.levelno for record in caplog.records if record.name.startswith("bot.")] == [logging.ERROR]
    assert "-248" in caplog.text
    assert "Bí mật" not in caplog.text
