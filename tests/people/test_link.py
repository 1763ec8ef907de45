"""One person on two channels: linking by a code, what follows, and unlinking."""

import asyncio
import re
import zipfile
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.town import TOKEN, Town, open_town, sentence

ROAD = "Đường vào thôn ngập mỗi khi mưa, đề nghị làm cống"
LIGHT = "Đèn đường ở ngõ bị hỏng đã hai tháng nay"
CODE = re.compile(r"\b[2-9][A-Z]{3}-[2-9][A-Z]{3}\b")


@pytest.fixture(params=["web and telegram", "zalo and web", "telegram and zalo", "web and web"])
async def town(request: pytest.FixtureRequest, dsn: str, tmp_path: Path) -> AsyncIterator[Town]:
    """A town whose people have a phone on one channel and another on the second."""
    channel, _, beside = request.param.partition(" and ")
    async with open_town(channel, dsn, tmp_path, beside=beside) as opened:
        yield opened


@pytest.fixture
async def one_town(dsn: str, tmp_path: Path) -> AsyncIterator[Town]:
    async with open_town("web", dsn, tmp_path, beside="telegram") as opened:
        yield opened


def channel_name(channel: str | None) -> str:
    return sentence(f"channel-{channel}")


async def code_of(phone: Any) -> str:
    await phone.says("/dulieu")
    said = await phone.presses(sentence("link-button"))
    found = CODE.search(said)
    assert found, said
    return found[0]


async def link(first: Any, second: Any) -> str:
    """Link the chat of `second` with that of `first`; return what `second` reads last."""
    await second.says(await code_of(first))
    return str(await second.presses(sentence("link-yes")))


async def people(town: Town) -> int:
    return int((await town.rows("select count(*) from person"))[0][0])


async def test_a_new_chat_is_linked_in_the_welcome_screen_and_takes_the_consent_over(town: Town) -> None:
    resident = await town.resident("Nguyễn Văn Mẫu")
    code = await town.files_petition(resident, ROAD, "Đường")
    other = await town.other_phone("Người lạ")
    await other.says("/start")
    said = await other.says((await code_of(resident)).lower().replace("-", " "))
    assert said == sentence("link-sure", channel=channel_name(town.channel), name="Nguyễn Văn Mẫu")
    said = await other.presses(sentence("link-yes"))
    assert said.startswith(sentence("link-done"))
    assert sentence("menu") in said

    told = await resident.looks()
    assert told == sentence("link-told", channel=channel_name(town.beside))
    assert code in (await other.presses("Ý kiến của tôi"))
    page = await other.says("/dulieu")
    assert "• Tên: Nguyễn Văn Mẫu\n• Nơi ở: thôn Mẫu 1" in page
    assert sentence("link-chat-here", channel=channel_name(town.beside), since=town.clock.now()) in page
    assert sentence("link-chat", channel=channel_name(town.channel), since=town.clock.now()) in page
    assert await people(town) == 1
    assert await town.failed_steps() == []


@pytest.mark.parametrize("answer", ["1", "có", "Nối", "đồng ý"])
async def test_yes_typed_before_consent_means_linking(one_town: Town, answer: str) -> None:
    resident = await one_town.resident()
    other = await one_town.other_phone()
    await other.says(await code_of(resident))
    assert sentence("link-done") in await other.says(answer)


@pytest.mark.parametrize("answer", ["2", "không", "Không nối"])
async def test_no_typed_before_consent_leads_back_to_the_welcome(one_town: Town, answer: str) -> None:
    resident = await one_town.resident()
    other = await one_town.other_phone()
    await other.says(await code_of(resident))
    said = await other.says(answer)
    assert sentence("link-left") in said
    assert sentence("welcome-question") in said
    assert await people(one_town) == 2


async def test_two_people_become_one_with_everything_they_had(town: Town) -> None:
    clerk = await town.clerk()
    await town.dialogue(clerk)
    resident = await town.resident("Nguyễn Văn Mẫu")
    first = await town.files_petition(resident, ROAD, "Đường")
    other = await town.resident("Trần Thị Mẫu", town.beside)
    second = await town.files_petition(other, LIGHT, "Đường")
    said = await link(resident, other)
    assert sentence("link-done") in said
    for phone in (resident, other):
        await phone.says("/menu")
        said = await phone.presses("Ý kiến của tôi")
        assert first in said
        assert second in said
    assert await town.rows("select count(distinct author) from petition") == [(1,)]


async def test_notices_go_to_the_chat_used_last(town: Town) -> None:
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    other = await town.other_phone()
    await link(resident, other)
    await resident.looks()

    async def answers(text: str) -> None:
        await officer.says("/viec")
        await officer.presses(f"Xem {code}")
        await officer.presses("Trả lời")
        await officer.says(text)
        await officer.presses("Tiếp tục")
        await town.sends_answer(officer)

    await answers("Xã sẽ làm cống trong tháng 12/2025.")
    assert await resident.looks() == ""
    assert "Xã sẽ làm cống trong tháng 12/2025." in await other.looks()
    await resident.says(code)
    await resident.presses(sentence("answer-ask-again"))
    await resident.says("Cống rộng bao nhiêu?")
    await resident.presses("Tiếp tục")
    await answers("Cống rộng một mét.")
    assert "Cống rộng một mét." in await resident.looks()
    assert await other.looks() == ""


async def test_roles_follow_and_the_officer_works_in_either_chat(town: Town) -> None:
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    other = await town.other_phone()
    await link(officer, other)
    resident = await town.resident()
    code = await town.files_petition(resident, ROAD, "Đường")
    assert code in await other.looks()
    assert code in await officer.says("/viec")
    assert await town.rows("select count(*) from role_grant where role = 'officer'") == [(1,)]


async def test_the_role_of_who_typed_the_code_is_kept_too(one_town: Town) -> None:
    town = one_town
    clerk = await town.clerk()
    invitation = await town.invited(clerk, "Cán bộ trả lời", "Phòng Kinh tế")
    officer = await town.other_phone("Cán bộ mẫu")
    await officer.arrives(f"i-{invitation.replace('-', '')}", "Cán bộ mẫu")
    await link(clerk, officer)
    roles = await town.rows("select role from role_grant where person_id = (select id from person) order by role")
    assert [row.role for row in roles] == ["clerk", "officer"]


async def test_the_clerk_sees_on_which_channels_people_with_roles_are(one_town: Town) -> None:
    town = one_town
    clerk = await town.clerk()
    officer = await town.officer(clerk, name="Lê Thị Mẫu")
    await clerk.says("/help")
    before = await clerk.presses(sentence("staff-button"))
    assert "• Lê Thị Mẫu: cán bộ Phòng Kinh tế; trang web" in before.splitlines()
    await link(officer, await town.other_phone())
    after = await clerk.says("/nguoi")
    assert "• Lê Thị Mẫu: cán bộ Phòng Kinh tế; trang web, Telegram" in after.splitlines()
    assert sentence("access-refused-clerk") in await officer.says("/nguoi")


async def test_two_registrations_for_one_dialogue_become_the_earlier(one_town: Town) -> None:
    town = one_town
    clerk = await town.clerk()
    await town.dialogue(clerk)
    resident, other = await town.resident("Nguyễn Văn Mẫu"), await town.resident("Trần Thị Mẫu", town.beside)
    await speaks(other)
    await speaks(resident)
    said = await link(resident, other)
    assert sentence("link-one-registration", number=2, name="Nguyễn Văn Mẫu") in said
    standing = "select number, person_id = (select id from person where name = 'Nguyễn Văn Mẫu') from speaker"
    assert await town.rows(f"{standing} where withdrawn_at is null") == [(1, True)]
    assert "số 1" in await mine(resident)


async def speaks(phone: Any) -> None:
    await phone.presses_key("speaker.begin")
    for _ in range(8):
        last = await phone.last()
        if any("Gửi đăng ký" in label for label in last.labels):
            break
        if any(key.endswith("@done") for key in last.keys):
            await phone.presses_key(next(key for key in last.keys if key.endswith("@done")))
        elif "tóm tắt" in last.text.lower() or not [k for k in last.keys if "@" not in k]:
            await phone.says("Đề nghị làm cống ở đường vào thôn")
        else:
            await phone.says("1")
    await phone.presses("Gửi đăng ký")


async def mine(phone: Any) -> str:
    await phone.says("/menu")
    await phone.presses("Ý kiến của tôi")
    return " ".join(await phone.labels())


async def test_a_draft_begun_on_one_channel_is_finished_on_the_other(town: Town) -> None:
    resident = await town.resident()
    other = await town.other_phone()
    await link(resident, other)
    await resident.presses_key("petition.begin")
    await resident.says(ROAD)
    await other.says("/menu")
    assert any(ROAD[:20] in label for label in await other.labels())
    assert "lĩnh vực" in await other.presses(ROAD[:20])
    await other.presses("Đường")
    await other.presses("Cho thấy tên")
    assert "CM25-" in await other.presses("Gửi ý kiến")
    assert await town.rows("select body from petition") == [(ROAD,)]
    # It has moved: it is neither asked nor offered where it was begun.
    await resident.says("/menu")
    assert not any(ROAD[:20] in label for label in await resident.labels())


async def test_a_draft_taken_twice_is_gone_the_second_time(one_town: Town) -> None:
    resident = await one_town.resident()
    other = await one_town.other_phone()
    await link(resident, other)
    await resident.presses_key("petition.begin")
    await resident.says(ROAD)
    await other.says("/menu")
    key = next(key for key in (await other.last()).keys if key.startswith("draft.fetch:"))
    await resident.presses("Dừng lại")
    await resident.presses("Xoá bản viết dở")
    assert sentence("form-draft-gone") in await other.presses_key(key)


async def test_the_newest_five_drafts_are_kept(one_town: Town) -> None:
    town = one_town
    resident, other = await town.resident(), await town.other_phone()
    await other.arrives()
    await other.says("1")
    for n in range(4):
        for each, phone in (("một", resident), ("hai", other)):
            town.clock.moment += town.a_while
            await phone.presses_key("petition.begin")
            await phone.says(f"Bản viết dở số {n} ở máy {each}")
            await phone.says("/menu")
    await link(resident, other)
    drafts = await town.rows(
        "select jsonb_path_query(state, '$.drafts[*].answers.body.parts[0].text') #>> '{}' from conversation"
    )
    kept = {
        f"Bản viết dở số {n} ở máy {each}" for n, each in ((3, "một"), (3, "hai"), (2, "một"), (2, "hai"), (1, "hai"))
    }
    assert {row[0] for row in drafts} == kept


async def test_unlinking_the_other_chat_makes_it_a_strangers(town: Town) -> None:
    clerk = await town.clerk()
    officer = await town.officer(clerk)
    other = await town.other_phone()
    await link(officer, other)
    await other.presses_key("petition.begin")
    await other.says(LIGHT)
    await officer.says("/dulieu")
    label = sentence("link-part", channel=channel_name(town.beside), since=town.clock.now())
    keys = [k for k in (await officer.last()).keys if k.startswith("link.part:")]
    own = (await town.rows("select min(conversation_id) from linked_chat"))[0][0]
    other_key = next(k for k in keys if k != f"link.part:{own}")
    assert any(label in each for each in await officer.labels())
    said = await officer.presses_key(other_key)
    assert said == sentence("link-part-sure", channel=channel_name(town.beside))
    said = await officer.presses(sentence("link-part-yes"))
    assert sentence("link-parted", channel=channel_name(town.beside)) in said
    # What was begun there stays with the person.
    await officer.says("/menu")
    assert any(LIGHT[:20] in label for label in await officer.labels())

    assert sentence("link-parted-here") in await other.looks()
    assert sentence("welcome-question") in await other.says("/viec")
    await other.presses("Tôi đồng ý")
    await other.says("/viec")
    assert await town.rows("select count(*) from role_grant") == [(2,)]
    assert "Cán bộ mẫu" not in await other.says("/dulieu")
    assert "Cán bộ mẫu" in await officer.says("/dulieu")
    assert await town.failed_steps() == []


async def test_unlinking_the_chat_one_writes_in_leaves_everything_in_the_other(town: Town) -> None:
    resident = await town.resident("Nguyễn Văn Mẫu")
    code = await town.files_petition(resident, ROAD, "Đường")
    other = await town.other_phone()
    await link(resident, other)
    await resident.looks()
    await other.says("/dulieu")
    said = await other.presses(sentence("link-part-here", channel=channel_name(town.beside)))
    assert said == sentence("link-part-here-sure", channel=channel_name(town.beside))
    assert await other.presses(sentence("link-part-yes")) == sentence("link-parted-here")
    assert await resident.looks() == sentence("link-parted-told", channel=channel_name(town.beside))
    assert sentence("welcome-question") in await other.says("xin chào")
    said = await other.says(code)
    assert ROAD not in said
    await resident.says("/menu")
    assert code in await resident.presses("Ý kiến của tôi")


async def test_the_old_chat_undoes_a_link_that_was_not_meant(town: Town) -> None:
    resident = await town.resident("Nguyễn Văn Mẫu")
    code = await town.files_petition(resident, ROAD, "Đường")
    town.clock.moment += town.a_while
    thief = await town.other_phone()
    await link(resident, thief)
    # Who has just come in cannot shut out whom it belongs to.
    await thief.says("/dulieu")
    first = (await town.rows("select min(conversation_id) from linked_chat"))[0][0]
    said = await thief.presses_any(f"link.part-yes:{first}")
    assert said == sentence("link-refused-too-new", when=town.clock.now() + timedelta(days=1))
    await resident.looks()
    said = await resident.presses(sentence("link-not-me"))
    assert sentence("link-parted", channel=channel_name(town.beside)) in said
    assert ROAD not in await thief.says(code)
    await resident.says("/menu")
    assert code in await resident.presses("Ý kiến của tôi")
    assert await town.failed_steps() == []


async def test_a_code_works_once_and_for_a_quarter_of_an_hour(one_town: Town) -> None:
    resident, other = await one_town.resident(), await one_town.other_phone()
    code = await code_of(resident)
    await other.says(code)
    await other.presses(sentence("link-yes"))
    third = await one_town.other_phone()
    assert sentence("link-refused-used") in await third.says(code)
    late = await code_of(resident)
    await third.says(late)
    one_town.clock.moment += 15 * 60 * one_town.a_while
    assert sentence("link-refused-expired") in await third.presses(sentence("link-yes"))
    assert sentence("link-refused-expired") in await third.says(late)


async def test_a_new_code_makes_the_one_before_void(one_town: Town) -> None:
    resident, other = await one_town.resident(), await one_town.other_phone()
    before, after = await code_of(resident), await code_of(resident)
    assert sentence("link-refused-unknown") in await other.says(before)
    assert "link-sure" not in before
    assert CODE.search(after)
    assert "Nguyễn Văn Mẫu" in await other.says(after)


async def test_wrong_codes_are_counted(town: Town) -> None:
    resident, other = await town.resident(), await town.other_phone()
    code = await code_of(resident)
    wrong = "2BBB-2BBB" if code != "2BBB-2BBB" else "3BBB-3BBB"
    for _ in range(4):
        assert sentence("link-refused-unknown") in await other.says(wrong)
    # A forged button is a try like any other.
    assert sentence("link-refused-unknown") in await other.presses_any(f"link.take:{wrong}")
    assert sentence("link-refused-tries") in await other.says(code)
    assert sentence("link-refused-tries") in await other.presses_any(f"link.take:{code}")
    town.clock.moment += 3601 * town.a_while
    await link(resident, other)
    assert await people(town) == 1


async def test_ones_own_code_and_a_code_between_linked_chats_link_nothing(one_town: Town) -> None:
    resident, other = await one_town.resident(), await one_town.other_phone()
    code = await code_of(resident)
    assert sentence("link-refused-same-chat") in await resident.says(code)
    await link(resident, other)
    assert sentence("link-refused-joined") in await other.says(await code_of(resident))


async def test_the_code_of_somebody_who_took_consent_back_links_nothing(one_town: Town) -> None:
    resident, other = await one_town.resident(), await one_town.other_phone()
    code = await code_of(resident)
    await resident.says("/dulieu")
    await resident.presses("Rút đồng ý")
    await resident.presses("Đúng, rút đồng ý")
    assert sentence("link-refused-expired") in await other.says(code)


async def test_consent_taken_back_takes_the_drafts_of_every_chat(one_town: Town) -> None:
    resident, other = await one_town.resident(), await one_town.other_phone()
    await link(resident, other)
    await resident.presses_key("petition.begin")
    await resident.says(ROAD)
    await other.says("/dulieu")
    await other.presses("Rút đồng ý")
    await other.presses("Đúng, rút đồng ý")
    states = await one_town.rows("select state::text from conversation")
    assert not any(ROAD in row[0] for row in states)
    assert sentence("welcome-question") in await resident.says("/menu")


async def test_what_was_written_before_the_code_is_still_offered(one_town: Town) -> None:
    resident, other = await one_town.resident(), await one_town.other_phone()
    await other.says(ROAD)
    said = await link(resident, other)
    assert sentence("link-done") in said
    assert ROAD in said


async def test_in_a_form_a_code_is_text(one_town: Town) -> None:
    resident, other = await one_town.resident(), await one_town.resident("Trần Thị Mẫu")
    code = await code_of(resident)
    await other.presses_key("petition.begin")
    assert sentence("link-sure", channel=channel_name("web"), name="Nguyễn Văn Mẫu") not in await other.says(code)
    assert await people(one_town) == 2


async def test_a_code_is_not_taken_in_a_group(telegram_town: Town) -> None:
    town = telegram_town
    clerk = await town.clerk()
    resident = await town.resident()
    code = await code_of(resident)
    group = town.fake.create_group("Phòng Kinh tế", clerk.user, bots=[TOKEN])
    here = clerk.in_group(group)
    await here.looks()
    before = await people(town)
    assert await here.says(code) == ""
    await here.says("/menu")
    assert sentence("group-private") in await here.presses_any(f"link.take:{code}")
    assert await people(town) == before
    assert sentence("link-refused-used") not in await clerk.says(code)


async def test_codes_that_cross_link_once(town: Town) -> None:
    resident, other = await town.resident("Nguyễn Văn Mẫu"), await town.resident("Trần Thị Mẫu", town.beside)
    one, two = await code_of(resident), await code_of(other)
    await resident.says(two)
    await other.says(one)
    yes = sentence("link-yes")
    for phone in (resident, other):
        last = await phone.last()
        await phone._press(next(k for k, label in zip(last.keys, last.labels, strict=True) if label == yes))
    await town.settle()
    texts = [(await phone.history())[-1].text + (await phone.history())[-2].text for phone in (resident, other)]
    assert sum(sentence("link-done") in each for each in texts) == 1
    assert await people(town) == 1
    assert await town.rows("select count(distinct person_id), count(*) from conversation") == [(1, 2)]
    assert await town.failed_steps() == []


async def test_one_code_pressed_in_two_chats_at_once_links_one_of_them(one_town: Town) -> None:
    town = one_town
    resident = await town.resident()
    code = await code_of(resident)
    others = [await town.other_phone(), await town.phone()]
    for other in others:
        await other.says(code)
    await asyncio.gather(*(other._press(f"link.take:{code}") for other in others))
    await town.settle()
    said = [await other.looks() for other in others]
    assert sorted(sentence("link-done") in each for each in said) == [False, True]
    assert sum(sentence("link-refused-used") in each for each in said) == 1
    assert await people(town) == 2
    assert await town.failed_steps() == []


async def test_a_step_under_way_while_its_person_becomes_another_is_taken_anew(one_town: Town) -> None:
    town = one_town
    await town.resident("Nguyễn Văn Mẫu")
    other = await town.resident("Trần Thị Mẫu")
    await other.presses_key("petition.begin")
    await other.says(LIGHT)
    await other.presses("Tiếp tục")
    await other.says("1")
    await other.presses("Cho thấy tên")
    named = {row.name: row for row in await town.rows("select id, name, conversation_id from person")}
    kept, gone = named["Nguyễn Văn Mẫu"], named["Trần Thị Mẫu"]
    commune = town.commune.id
    waits = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
    async with town.database.begin() as uow:
        people = await uow.people.lock(commune, (kept.id, gone.id))
        # Linked by a third chat of the same person, while this one sends an opinion.
        await uow.links.merge(commune, kept.id, gone.id, kept.conversation_id, town.clock.now())
        await uow.people.absorb(people[kept.id], people[gone.id], kept.conversation_id)
        await other._press(next(key for key in (await other.last()).keys if key.endswith("@send")))
        drained = asyncio.create_task(town.program.worker.drain())
        async with asyncio.timeout(30):
            while not (await town.rows(waits))[0][0]:
                await asyncio.sleep(0)
    await drained
    assert "CM25-" in await other.looks()
    assert await town.rows("select author from petition") == [(kept.id,)]
    assert await town.failed_steps() == []


async def test_the_menu_of_somebody_with_one_chat_asks_for_no_drafts_elsewhere(one_town: Town) -> None:
    resident = await one_town.resident()
    await resident.presses_key("petition.begin")
    await resident.says(ROAD)
    stranger = await one_town.resident("Trần Thị Mẫu")
    conversation = (await one_town.rows("select min(id) from conversation"))[0][0]
    await stranger.says("/menu")
    assert not any(ROAD[:20] in label for label in await stranger.labels())
    said = await stranger.presses_any(f"draft.fetch:{conversation}:petition:20251107080000")
    assert sentence("form-draft-gone") in said


# ── my data, of somebody with two chats ───────────────────────────────────────────────────────────────────────


async def test_a_copy_holds_what_was_sent_on_both_channels(town: Town) -> None:
    resident = await town.resident("Nguyễn Văn Mẫu")
    await town.files_petition(resident, ROAD, "Đường")
    other = await town.resident("Trần Thị Mẫu", town.beside)
    await town.files_petition(other, LIGHT, "Đường")
    await link(resident, other)
    await other.says("/dulieu")
    await other.presses("Tải dữ liệu của tôi")
    await town.passes(seconds=20)
    # It comes where it was asked for, and only there.
    assert sentence("data-export-sent", days=7) in await other.looks()
    assert sentence("data-export-sent", days=7) not in await resident.looks()
    [row] = await town.rows("select archive from data_request")
    with zipfile.ZipFile(town.program.files.path(row.archive[0]["sha256"])) as archive:
        page = archive.read("du-lieu.html").decode()
    assert ROAD in page
    assert LIGHT in page


async def test_who_is_erased_is_a_stranger_in_all_their_chats(town: Town) -> None:
    resident = await town.resident("Nguyễn Văn Mẫu")
    code = await town.files_petition(resident, ROAD, "Đường")
    other = await town.other_phone("Người lạ")
    await other.says("/start")
    await link(resident, other)
    await other.says("/dulieu")
    await other.presses("Xoá, tạm ngừng")
    await other.presses("Xoá dữ liệu của tôi")
    await other.presses("Xin xoá dữ liệu")
    await town.passes(days=5)
    assert await town.rows("select * from linked_chat") == []
    assert await town.rows("select count(*) from person where erased_at is null") == [(0,)]
    for phone in (resident, other):
        shown = await phone.history()
        assert sentence("data-erased") in shown[-1].text
        phone._read = len(shown)
        assert sentence("welcome-question") in await phone.says("/start")
        await phone.presses("Tôi đồng ý")
        assert code not in await phone.says("/cuatoi")
    assert await people(town) == 3
    assert await town.failed_steps() == []
