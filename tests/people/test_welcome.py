"""First contact: what this is, what is kept, consent, language, hamlet, and the links that lead here."""

import re
from typing import Any

import pytest

from handlers.welcome import dialogue_payload, read_payload
from tests.town import PNG, Town, sentence

OPINION = "Đường vào thôn ngập mỗi khi mưa, đề nghị xã làm cống"
# Letters that only Vietnamese has; ASCII words of it are not looked for.
VIETNAMESE = re.compile("[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.IGNORECASE)


async def test_first_contact_says_what_this_is_and_asks_for_consent(town: Town) -> None:
    resident = await town.phone()
    said = await resident.says("xin chào")

    assert "trợ lý tự động của xã Cao Minh" in said
    assert sentence("welcome-stored") in said
    assert sentence("welcome-question") in said
    assert await resident.labels() == ("Tôi đồng ý", "Tôi không đồng ý", "English")
    assert await town.rows("select name, consented_at from person") == [(None, None)]

    await resident.presses("Tôi đồng ý")
    assert [row.consented_at for row in await town.rows("select consented_at from person")] == [town.clock.now()]


async def test_nothing_can_be_done_without_consent(town: Town) -> None:
    resident = await town.phone()
    for entrance in ("/ykien", "/phatbieu", "/cuatoi", "/dulieu", "/tracuu CM25-0001", "/menu", "cm25-1", "việc"):
        assert sentence("welcome-question") in await resident.says(entrance)
        assert await resident.labels() == ("Tôi đồng ý", "Tôi không đồng ý", "English")


async def test_who_refuses_leaves_nothing_behind_and_is_told_where_to_go(town: Town) -> None:
    resident = await town.phone("Nguyễn Văn Mẫu")
    await resident.says(OPINION)
    await resident.sends(PNG, "anh.png", "Ảnh chụp đoạn đường ngập trước cổng nhà văn hóa")
    said = await resident.presses("Tôi không đồng ý")

    assert said == sentence("welcome-refused", venue=town.commune.venue, head="trưởng thôn")
    assert await town.rows("select name, hamlet, phone, consented_at from person") == [(None, None, None, None)]
    [[state]] = await town.rows("select state from conversation")
    assert set(state) <= {"screen", "menu"}
    assert await town.rows("select id from inbox where payload::text like '%ngập%'") == []
    assert await town.rows("select n from web_message where mine and text like '%ngập%'") == []
    assert await town.rows("select id from petition") == []

    assert sentence("welcome-question") in await resident.presses("Xem lại")
    assert "ngập" not in await resident.presses("Tôi đồng ý")


@pytest.mark.parametrize("text", ["Đường hỏng", OPINION, "Đường QL37 - 2 chỗ sụt"])
async def test_what_was_typed_before_consent_is_offered_after(town: Town, text: str) -> None:
    resident = await town.phone()
    assert sentence("welcome-kept") in await resident.says(text)
    await resident.presses("Tôi đồng ý")
    said = await resident.presses("Mẫu 1")

    assert f"“{text}”" in said
    await resident.presses("Gửi thành ý kiến")
    await resident.says("1")
    await resident.presses("Giấu tên")
    await resident.presses("Gửi ý kiến")
    assert await town.rows("select code, body from petition") == [("CM25-0001", text)]


async def test_what_was_typed_before_consent_waits_on_the_main_page(town: Town) -> None:
    resident = await town.phone()
    await resident.says(OPINION)
    await resident.presses("Tôi đồng ý")
    await resident.presses("Dừng lại")
    assert (await resident.labels())[0] == sentence("menu-draft", text="Đường vào thôn ngập mỗi khi…")
    await resident.presses("Viết tiếp")
    await resident.presses("Mẫu 1")
    await resident.says("1")
    assert OPINION in await resident.presses("Giấu tên")


async def test_an_invitation_typed_before_consent_still_counts_after(town: Town) -> None:
    code = await town.invited(await town.clerk(), "Trưởng thôn", "Mẫu 1")
    head = await town.phone("Trưởng thôn mẫu")

    await head.says(code.lower())
    said = await head.presses("Tôi đồng ý")

    assert sentence("role-hamlet-head", hamlet="thôn Mẫu 1") in said
    assert sentence("menu-collation") in " ".join([*(await head.labels()), said]) or "họ và tên" in said


async def test_the_hamlet_is_asked_once_and_only_when_unknown(town: Town) -> None:
    resident = await town.phone("Nguyễn Văn Mẫu")
    assert sentence("welcome-ask-hamlet") in await resident.arrives()
    assert await resident.labels() == ("thôn Mẫu 1", "thôn Mẫu 2", "thôn Mẫu 3", "Nơi khác", "Dừng lại")
    await resident.presses("Nơi khác")

    await resident.presses("Gửi ý kiến")
    await resident.says(OPINION)
    assert sentence("petition-ask-hamlet") in await resident.presses("Tiếp tục")
    await resident.presses("Mẫu 2")
    await resident.says("1")
    await resident.presses("Giấu tên")
    assert "thôn Mẫu 2" in (await resident.last()).text
    await resident.presses("Gửi ý kiến")

    await resident.presses("Trang chính")
    await resident.presses("Gửi ý kiến")
    await resident.says(OPINION)
    assert sentence("petition-ask-topic", guessed="yes") in await resident.presses("Tiếp tục")


async def test_a_link_brings_the_hamlet_along(town: Town) -> None:
    resident = await town.phone()
    said = await resident.arrives("h-thon-mau-2")

    assert sentence("welcome-ask-hamlet") not in said
    assert sentence("menu") in said
    assert await town.rows("select hamlet from person") == [("thon-mau-2",)]

    await resident.says("/start h-thon-mau-3")
    assert await town.rows("select hamlet from person") == [("thon-mau-2",)]


@pytest.mark.parametrize("payload", ["d-1", "c-1879_d-1", "h-thon-mau-1_d-1", "c-1879_d-1_h-thon-mau-1"])
async def test_a_link_leads_to_a_dialogue(town: Town, payload: str) -> None:
    await town.dialogue(await town.clerk())
    resident = await town.phone()

    said = await resident.arrives(payload)
    if "h-" not in payload:
        assert sentence("welcome-ask-hamlet") in said
        said = await resident.presses("Mẫu 1")

    assert "Hội nghị đối thoại" in said
    assert "07:30, thứ Sáu, ngày 28/11/2025" in said
    coming = ("Tôi sẽ dự", "Tôi không dự được")
    assert await resident.labels() == ("Đăng ký phát biểu", "Gửi ý kiến", *coming, "Trang chính")
    await resident.presses("Gửi ý kiến")
    await resident.says(OPINION)
    await resident.presses("Tiếp tục")
    assert sentence("petition-ask-name-shown") in await resident.says("1")


async def test_a_printed_link_brings_the_hamlet_and_leads_to_the_dialogue(town: Town) -> None:
    await town.dialogue(await town.clerk())
    resident = await town.phone()

    said = await resident.arrives(dialogue_payload(town.commune.id, 1, "thon-mau-2"))

    assert sentence("welcome-ask-hamlet") not in said
    assert "07:30, thứ Sáu, ngày 28/11/2025" in said
    coming = ("Tôi sẽ dự", "Tôi không dự được")
    assert await resident.labels() == ("Đăng ký phát biểu", "Gửi ý kiến", *coming, "Trang chính")
    assert await town.rows("select hamlet from person where hamlet is not null") == [("thon-mau-2",)]


def test_a_printed_link_is_short_enough_for_any_channel() -> None:
    """Telegram takes 64 of these letters; a key of a hamlet has 40 at most."""
    longest = dialogue_payload(99999, 10**11 - 1, "a" * 40)
    assert re.fullmatch("[A-Za-z0-9_-]{1,64}", longest)
    assert read_payload(longest) == {"c": "99999", "d": "99999999999", "h": "a" * 40}


async def test_a_wrong_link_is_no_dead_end(town: Town) -> None:
    resident = await town.resident()
    for payload in (
        "d-7",
        "d-²",
        "d-99999999999999999999",
        "h-atlantis",
        "c-99999_h-thon-mau-1",
        "x",
        "i-KHONGCODAU",
        "_-_",
    ):
        said = await resident.says(f"/start {payload}")
        assert "Trang chính" in await resident.labels() or sentence("menu") in said, payload
    assert await town.failed_steps() == []


def in_english(said: str, town: Town, *own: str) -> bool:
    """Whether nothing but names and what people wrote themselves is in Vietnamese."""
    commune = town.commune
    names = [
        commune.name,
        commune.venue,
        *own,
        *(t.name for t in commune.topics),
        *(d.name for d in commune.departments),
    ]
    names += [hamlet.name for hamlet in commune.hamlets] + ["Ngôn ngữ / Language", "Tiếng Việt"]
    for name in sorted(names, key=len, reverse=True):
        said = said.replace(name, "")
    return VIETNAMESE.search(said) is None


async def shown(resident: Any) -> str:
    seen = await resident.last()
    return "\n".join([seen.text, *seen.labels])


async def test_english_is_english_on_every_screen_and_can_be_left_again(town: Town) -> None:
    await town.dialogue(await town.clerk())
    title = (await town.rows("select title from dialogue"))[0].title
    resident = await town.phone("Nguyễn Văn Mẫu")
    await resident.says("hello")
    screens = []

    async def press(label: str) -> None:
        await resident.presses(label)
        screens.append(await shown(resident))

    async def say(text: str) -> None:
        await resident.says(text)
        screens.append(await shown(resident))

    for label in ("English", "I agree", "Mẫu 1", "Help", "Main page", "My data", "Main page", "My opinions"):
        await press(label)
    for label in ("Main page", "Coming conferences", "Main page", "Send an opinion"):
        await press(label)
    await say(OPINION)
    await press("Continue")
    await say("1")
    for label in ("Not for a conference", "Hide my name", "Correct", "Back", "Send the opinion", "See the opinion"):
        await press(label)
    for label in ("Withdraw the opinion", "Yes, withdraw it", "Main page", "Register to speak"):
        await press(label)
    if "full name" in screens[-1]:
        await say("Nguyễn Văn Mẫu")
    await say(OPINION)
    await say("1")
    for label in ("An interpreter", "Done", "Send the registration", "Main page", "Look up a code"):
        await press(label)
    await say("CM25-9999")
    await say("cancel")
    await say("/ngonngu")

    own = (title, OPINION, OPINION[:40], "Nguyễn Văn Mẫu", "Ngày")
    assert [screen for screen in screens if not in_english(screen, town, *own)] == []
    await resident.presses("Tiếng Việt")
    assert sentence("menu") in (await resident.last()).text
    assert "Gửi ý kiến" in await resident.labels()
