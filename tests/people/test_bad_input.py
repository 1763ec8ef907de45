"""What people send that cannot be taken: always one clear sentence in their language, never a lost draft."""

import io
import unicodedata
import zipfile
from collections.abc import AsyncIterator
from typing import Any

import pytest
import yaml
from aiohttp import FormData

from actions.commune import apply_setup, read_setup
from tests.town import PNG, SAMPLES, Town, WebPhone, sentence

ROAD = "Đường vào thôn ngập mỗi khi mưa"
INVISIBLE = "\u200b\u200d\ufeff\u202e\u2066"


def archive() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as zipped:
        zipped.writestr("virus.exe", "MZ")
    return content.getvalue()


async def at_the_topic(town: Town, language: str = "vi") -> Any:
    """A resident in the middle of a form, asked for the topic."""
    resident = await town.resident()
    if language == "en":
        await resident.says("/language")
        await resident.presses("English")
    await resident.says("/ykien")
    await resident.says(ROAD)
    await resident.presses("Continue" if language == "en" else "Tiếp tục")
    return resident


async def still_goes_on(town: Town, resident: Any) -> None:
    """The form is where it was, nothing has failed, and the opinion can be sent."""
    assert await town.failed_steps() == []
    await resident.presses("Đường")
    await resident.presses("Giấu tên")
    assert "CM25-0001" in await resident.presses("Gửi ý kiến")
    assert await town.rows("select body from petition") == [(ROAD,)]


NOTHING = ("😀", "👨‍👩‍👧‍👦🎉", "…", "?!", "* _ [", "<", "%", f"{INVISIBLE}.")
NO_SUCH_NUMBER = ("²", "٣", "99", "98", "9" * 300, "số 99")


async def test_what_says_nothing_is_answered_with_the_question_again(town: Town) -> None:
    resident = await at_the_topic(town)
    again = "\n\n".join([sentence("form-choose-one"), sentence("petition-ask-topic", guessed="yes")])
    for text in (*NOTHING, *NO_SUCH_NUMBER[:4]):
        assert await resident.says(text) == again, text
    await still_goes_on(town, resident)


async def test_a_number_that_is_no_button_is_never_chosen(town: Town) -> None:
    resident = await at_the_topic(town)
    for text in NO_SUCH_NUMBER:
        assert sentence("petition-ask-topic", guessed="yes") in await resident.says(text), text
    assert await town.failed_steps() == []


async def test_what_says_nothing_is_no_opinion(town: Town) -> None:
    resident = await town.resident()
    for text in NOTHING:
        assert await resident.says(text) == "\n\n".join([sentence("chat-unread"), sentence("menu")]), text
    await resident.says("/ykien")
    for text in NOTHING:
        said = await resident.says(text)
        assert said == "\n\n".join([sentence("form-write-or-send"), sentence("petition-ask-body")]), text
    assert await town.failed_steps() == []


STRANGE = [
    ("Đường <b>hỏng</b> &amp; <script>alert(1)</script>", None),
    ("*Đường* _hỏng_ [xem](tg://user?id=1) `x`", None),
    ("%s %(x)d {0} {name} { $code } '; drop table petition; --", None),
    ("${jndi:ldap://x} \\u0000 \\x00 %00", None),
    (unicodedata.normalize("NFD", "Đường hỏng nặng ở thôn Mẫu"), "Đường hỏng nặng ở thôn Mẫu"),
    (f"Đường{INVISIBLE} hỏng\u202e nặng", "Đường hỏng nặng"),
    ("\u0645\u0631\u062d\u0628\u0627 đường hỏng", None),
    ("Đường hỏng\r\n\r\n\r\n\r\nnặng", "Đường hỏng\n\nnặng"),
]


async def test_strange_text_arrives_as_it_was_meant(town: Town) -> None:
    officer = await town.officer(await town.clerk())
    resident = await town.resident()
    await resident.says("/ykien")
    for text, _ in STRANGE:
        assert sentence("form-noted", parts=1, files=0, places=0) == await resident.says(text)
    await resident.presses("Tiếp tục")
    await resident.presses("Đường, cầu")
    await resident.presses("Cho thấy tên")
    await resident.presses("Gửi ý kiến")

    body = "\n\n".join(meant or text for text, meant in STRANGE)
    assert await town.rows("select body from petition") == [(body,)]
    assert body in await officer.looks()
    assert body in await resident.says("CM25-0001")
    assert await town.failed_steps() == []


async def test_an_empty_message_is_refused_in_the_language_of_the_page(web_town: Town) -> None:
    town = web_town
    resident = await at_the_topic(town)
    for text in ("", "   ", "\n\t", INVISIBLE, "\x00\x07"):
        for language in ("vi", "en"):
            address = f"/api/chats/{resident.chat}/messages?lang={language}"
            async with town.http.post(address, json={"text": text}) as answer:
                assert answer.status == 400
                assert await answer.json() == {"error": sentence("web-error-nothing-said", language)}
    assert await resident.looks() == ""
    await still_goes_on(town, resident)


async def test_a_hundred_thousand_characters_are_too_many_and_cost_nothing(web_town: Town) -> None:
    town = web_town
    resident = await town.resident()
    await resident.says("/ykien")
    await resident.says(ROAD)
    long = "Đường hỏng. " * 8_400
    said = await resident.says(long)
    length = len(ROAD) + len(long.strip())
    assert said.startswith(sentence("form-too-long", length=length, most=10_000))
    await resident.presses("Tiếp tục")
    said = await resident.says(long)
    assert said.startswith(sentence("form-too-long", length=length, most=10_000))
    await still_goes_on(town, resident)

    length = len(long.strip())
    assert await resident.says(long) == sentence("form-too-long", length=length, most=10_000)
    newcomer = await town.phone()
    assert sentence("form-too-long", length=length, most=10_000) in await newcomer.says(long)


async def big_file() -> AsyncIterator[bytes]:
    yield PNG
    chunk = bytes(1024 * 1024)
    for _ in range(60):
        yield chunk


async def test_sixty_megabytes_are_too_many_and_cost_nothing(web_town: Town) -> None:
    town = web_town
    resident = await at_the_topic(town)
    form = FormData()
    form.add_field("text", "")
    form.add_field("files", big_file(), filename="phim.mp4")
    assert await resident.post(data=form) == 202
    said = await resident.looks()
    assert said.startswith(sentence("file-too-big", name="phim.mp4"))
    await still_goes_on(town, resident)
    assert await town.rows("select sha256 from stored_file") == []


async def test_a_big_file_of_telegram_is_not_even_fetched(telegram_town: Town) -> None:
    town = telegram_town
    resident = await at_the_topic(town)
    town.fake.sends(resident.user, "document", content=b"x", size=60_000_000, name="phim.mp4")
    assert (await resident.looks()).startswith(sentence("file-too-big", name="phim.mp4"))
    await still_goes_on(town, resident)


FORBIDDEN = [
    ("trang.html", b"<!doctype html><html><script>alert(1)</script></html>", "file-not-allowed"),
    ("chay.exe", b"MZ\x90\x00" + bytes(200), "file-not-allowed"),
    ("hinh.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "file-not-allowed"),
    ("anh.jpg", archive(), "file-not-allowed"),
    ("../../etc/chay.exe", b"\x7fELF" + bytes(60), "file-not-allowed"),
    ("rong.pdf", b"", "file-empty"),
]


@pytest.mark.parametrize("place", ["topic", "body", "outside"])
async def test_forbidden_files_are_refused_by_name_wherever_they_come(town: Town, place: str) -> None:
    resident = await at_the_topic(town)
    if place == "body":
        await resident.presses("Quay lại")
    if place == "outside":
        await resident.presses("Dừng lại")
    for name, content, why in FORBIDDEN:
        said = (await resident.sends(content, name)).split("\n\n")[0]
        assert said.startswith(sentence(why, name="?").split("?")[0]), said
        assert name.rpartition("/")[2] in said

    if place == "body":
        await resident.presses("Tiếp tục")
    if place == "outside":
        await resident.says("/menu")
        await resident.presses("Viết tiếp")
    await still_goes_on(town, resident)
    assert await town.rows("select sha256 from stored_file") == []


async def test_a_forbidden_file_does_not_take_the_words_beside_it_along(town: Town) -> None:
    resident = await town.resident()
    said = await resident.sends(b"MZ\x90\x00" + bytes(200), "chay.exe", "Cả xóm mất điện từ hôm qua")
    assert sentence("file-not-allowed", name="chay.exe") in said
    assert "“Cả xóm mất điện từ hôm qua”" in said
    await resident.presses("Gửi thành ý kiến")
    said = await resident.sends(b"MZ\x90\x00" + bytes(200), "chay.exe", "Cả trạm bơm cũng hỏng")
    assert sentence("file-not-allowed", name="chay.exe") in said
    assert sentence("form-added") in said


async def test_a_sticker_is_answered_in_words(telegram_town: Town) -> None:
    town = telegram_town
    resident = await at_the_topic(town)
    town.fake.sends(resident.user, "sticker")
    topic = sentence("petition-ask-topic", guessed="yes")
    assert await resident.looks() == "\n\n".join([sentence("chat-unread"), topic])
    await still_goes_on(town, resident)
    town.fake.sends(resident.user, "sticker")
    assert await resident.looks() == "\n\n".join([sentence("chat-unread"), sentence("menu")])
    newcomer = await town.phone()
    town.fake.sends(newcomer.user, "sticker")
    assert sentence("welcome-question") in await newcomer.looks()


GARBAGE = [
    "..", "1.", ".", ":", "x:y:z", "1.@send", "1.@step-", "99.@done", "²", "².@send", "99999999999999999999.@send",
    "@send", "petition.submit", "speaker.submit", "again.submit", "data.named", "welcome.hamlet", "invite.made",
    "collation.submit", "dialogue.show", "dialogue.show:x", "dialogue.show:-1", "dialogue.show:²",
    "dialogue.show:9999999999999", "speaker.show:1", "speaker.show:1:99999999999999999", "speaker.begin:99999999999",
    "draft.resume:-1", "draft.resume:7", "draft.drop:x", "answer.rate:CM25-0001:9", "answer.rate:CM25-0001",
    "answer.rate", "mine.show", "mine.show:", "mine.show:XT25-0001", "mine.show:'; drop table petition",
    "chat.moved:1", "chat.left", "chat.joined", "chat.replied:1", "chat.edited:1", "chat.contact:0900000000:own",
    "petitions.topic:%s", "language.set:xx", "language.set", "petition.begin:99999999999999", "add.loose:CM25-0001",
    "command.start:d-9999999999", "group.bind:ABCDE-23456", "lookup.code:%s{0}", "invitation.typed:",
]  # fmt: skip


async def test_garbage_for_a_button_fails_nothing_and_loses_nothing(town: Town) -> None:
    resident = await at_the_topic(town)
    before = len(await resident.history())
    for key in GARBAGE:
        assert await resident.presses_any(key) != "", key
        town.clock.moment += town.a_while
    assert await town.failed_steps() == []
    assert len(await resident.history()) >= before + len(GARBAGE)
    assert await town.rows("select id from petition") == []
    assert await town.rows("select phone from person where phone is not null") == []
    [[state]] = await town.rows("select state from conversation")
    kept = [state.get("filling") or {}, *state.get("drafts", [])]
    assert any(ROAD in str(filling) for filling in kept)


async def test_a_key_longer_than_any_button_is_refused(web_town: Town) -> None:
    town = web_town
    resident = await at_the_topic(town)
    for key in ("x" * 5000, "", "a\x00b", "\u202e", 7, None, ["x"]):
        address = f"/api/chats/{resident.chat}/messages"
        async with town.http.post(address, json={"choice": key}) as answer:
            assert answer.status == 400
            assert list(await answer.json()) == ["error"]
    await still_goes_on(town, resident)


async def test_the_opinion_of_another_commune_is_as_unknown_as_one_that_is_not_there(web_town: Town) -> None:
    town = web_town
    setup = read_setup(yaml.safe_load((SAMPLES / "xuan-truong.yaml").read_text(encoding="utf-8")))
    async with town.database.begin() as uow:
        await apply_setup(uow, setup, town.clock.now() + town.a_while)
    await town.program.look_for_changes()
    neighbour = WebPhone(town)
    async with town.http.post("/api/communes/xuan-truong/chats") as answer:
        neighbour.chat = (await answer.json())["chat"]
    await neighbour.arrives(f"h-{setup.hamlets[0].key}")
    await neighbour.presses_any("petition.begin")
    await neighbour.says(ROAD)
    for label in ("Tiếp tục", "Đường", "Giấu tên"):
        await neighbour.presses(label)
    code = f"{setup.code_prefix}25-0001"
    assert code in await neighbour.presses("Gửi ý kiến")

    resident = await town.resident()
    for key in ("mine.show", "add.begin", "withdraw.yes", "work.take", "answer.begin"):
        refused = await resident.presses_any(f"{key}:{code}")
        assert refused == sentence("petition-refused-not-yours", code=code)
    assert await resident.says(code) == sentence("petition-refused-not-yours", code=code)
    assert await town.rows("select state from petition") == [("received",)]


async def test_what_cannot_be_taken_is_said_in_english_to_who_speaks_english(town: Town) -> None:
    resident = await at_the_topic(town, "en")
    topic = sentence("petition-ask-topic", "en", guessed="yes")
    said = [
        await resident.says("😀"),
        await resident.sends(b"MZ" + bytes(200), "run.exe"),
        await resident.presses_any("x"),
    ]
    assert said == [
        "\n\n".join([sentence("form-choose-one", "en"), topic]),
        "\n\n".join([sentence("file-not-allowed", "en", name="run.exe"), sentence("form-choose-one", "en"), topic]),
        "\n\n".join([sentence("chat-unknown-command", "en"), topic]),
    ]
    unknown = sentence("petition-refused-not-yours", "en", code="XX25-0001")
    assert await resident.says("/lookup XX25-0001") == "\n\n".join([sentence("form-kept", "en"), unknown])


async def test_who_floods_is_told_once_and_loses_nothing(town: Town) -> None:
    resident = await town.resident()
    await resident.says("/ykien")
    for number in range(60):
        await resident._say(f"Ý thứ {number}", None)
    said = await resident.looks()
    for _ in range(12):
        town.clock.moment += town.a_while
        said += await resident.looks()
    assert said.count(sentence("chat-slow-down")) == 1
    [[state]] = await town.rows("select state from conversation")
    assert [part["text"] for part in state["filling"]["answers"]["body"]["parts"]] == [f"Ý thứ {n}" for n in range(60)]
