"""The menu and help: what each kind of person is offered, and words that lead there."""

from tests.town import Town, sentence

EVERYBODY = ("Tra cứu mã", "Hướng dẫn", "Thông tin của tôi", "Ngôn ngữ / Language")
RESIDENT = ("Gửi ý kiến", "Đăng ký phát biểu", "Hội nghị sắp tới", "Ý kiến của tôi")
HEAD = ("Chuyển ý kiến đã thu thập", "Đăng ký phát biểu giúp bà con", "Cử đại biểu", "Ý kiến đã chuyển")


async def test_everybody_is_offered_what_they_may_do(town: Town) -> None:
    clerk = await town.clerk()
    resident = await town.resident()
    head = await town.hamlet_head(clerk)
    officer = await town.officer(clerk)
    offered = {}
    for name, phone in (("resident", resident), ("head", head), ("officer", officer)):
        await phone.says("/menu")
        offered[name] = await phone.labels()
    assert offered == {
        "resident": (*RESIDENT, *EVERYBODY),
        "head": (*HEAD, *RESIDENT, *EVERYBODY),
        "officer": ("Việc cần trả lời", "Mốc việc", *RESIDENT, *EVERYBODY),
    }
    for phone, more in ((head, "help-hamlet-head"), (officer, "help-officer"), (clerk, "help-clerk")):
        said = await phone.says("trợ giúp")
        assert sentence("help", commune="xã Cao Minh", venue=town.commune.venue) in said
        assert sentence(more) in said
    assert await resident.says("trợ giúp") == sentence("help", commune="xã Cao Minh", venue=town.commune.venue)


async def test_words_lead_to_the_menu(town: Town) -> None:
    resident = await town.resident()
    for word in ("menu", "MENU", "Trang chính", "xin chào", "alo", "chao", "hello", "/menu"):
        assert await resident.says(word) == sentence("menu"), word


async def test_numbers_and_words_stand_for_buttons(town: Town) -> None:
    resident = await town.resident()
    await resident.says("/menu")
    assert sentence("dialogue-none") in await resident.says("3")
    await resident.says("/menu")
    assert sentence("mine-none") in await resident.says("so 4")
    await resident.says("/menu")
    assert sentence("lookup-ask", example="CM25-0001") in await resident.says("tra cuu ma")


async def test_coming_dialogues_are_shown_with_what_can_be_done(town: Town) -> None:
    clerk = await town.clerk()
    await town.dialogue(clerk)
    resident = await town.resident()
    listed = await resident.presses("Hội nghị sắp tới")
    assert "07:30, thứ Sáu, ngày 28/11/2025, tại Trụ sở UBND xã Cao Minh — đang nhận ý kiến" in listed
    await resident.presses("Hội nghị đối thoại")
    coming = ("Tôi sẽ dự", "Tôi không dự được")
    assert await resident.labels() == ("Đăng ký phát biểu", "Gửi ý kiến", *coming, "Trang chính")

    await clerk.presses("Đóng nhận ý kiến")
    await resident.presses("Hội nghị đối thoại")
    assert await resident.labels() == (*coming, "Trang chính")


async def test_a_draft_can_be_dropped(town: Town) -> None:
    resident = await town.resident()
    await resident.says("/ykien")
    await resident.says("Đường vào thôn ngập")
    await resident.presses("Dừng lại")
    assert sentence("draft-dropped") in await resident.presses(sentence("draft-drop"))
    assert not any("✎" in label for label in await resident.labels())
    assert sentence("form-draft-gone") in await resident.presses_any("draft.drop:0")
    assert sentence("form-draft-gone") in await resident.presses_any("draft.resume:0")


async def test_an_unknown_command_leaves_the_form_where_it_is(town: Town) -> None:
    resident = await town.resident()
    await resident.says("/ykien")
    await resident.says("Đường vào thôn ngập")
    await resident.presses("Tiếp tục")
    said = await resident.says("/khongcolenhnay")
    assert said == "\n\n".join([sentence("chat-unknown-command"), sentence("petition-ask-topic", guessed="yes")])
    await resident.says("1")
    await resident.presses("Giấu tên")
    assert "CM25-0001" in await resident.presses("Gửi ý kiến")
    assert await resident.says("/khongcolenhnay") == "\n\n".join([sentence("chat-unknown-command"), sentence("menu")])


OFFICE = (
    "dialogue.list", "dialogue.new", "petitions.show", "undelivered.show", "invite.begin", "speakers.list:1",
    "petitions.topic:khac", "dialogue.link:1", "dialogue.move:1:collecting", "dialogue.date:1",
    "dialogue.postpone:1", "dialogue.cancel:1",
)  # fmt: skip


async def test_what_is_the_clerks_is_not_a_residents(town: Town) -> None:
    resident = await town.resident()
    for key in OFFICE:
        assert await resident.presses_any(key) == sentence("access-refused-clerk"), key
