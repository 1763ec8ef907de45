"""Tests of what is announced: the facts on the poster, and the script a loudspeaker reads out."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import pytest
import yaml

from actions.announcement import loudspeaker_script, poster_of, typed
from actions.commune import commune_of, read_setup
from documents.poster import Poster, Row
from domain.commune import Commune, Hamlet, HamletKind
from domain.dialogue import Dialogue, DialogueState
from domain.notice import Words
from locales import LANGUAGES, render, render_all
from tests.documents.papers import POSTER, TELEGRAM, WEB
from tests.town import SAMPLES

DIALOGUE = Dialogue(
    commune_id=1879, id=1, title="Hội nghị tiếp xúc, đối thoại với Nhân dân xã Cao Minh năm 2025", hamlet=None,
    venue="Hội trường UBND xã Cao Minh", starts_at=datetime(2025, 11, 14, 1, 30, tzinfo=UTC),
    speakers_until=datetime(2025, 11, 13, 10, 0, tzinfo=UTC), speaker_limit=15, state=DialogueState.COLLECTING,
)  # fmt: skip
UNTIL = date(2025, 11, 7)
LINKS = {"web": WEB.url, "telegram": TELEGRAM.url}
VIETNAMESE = """\
Người đọc: xin đọc chậm, rõ từng câu. Đọc hai lần.

Kính thưa toàn thể bà con thôn Mẫu 1!

Ủy ban nhân dân xã Cao Minh xin thông báo về việc tổ chức Hội nghị tiếp xúc, đối thoại với Nhân dân xã Cao Minh năm 2025.

Hội nghị bắt đầu lúc 8 giờ 30 sáng thứ Sáu, ngày 14 tháng 11 năm 2025.

Địa điểm: Hội trường Ủy ban nhân dân xã Cao Minh.

Toàn thể bà con xã Cao Minh đều có thể đến dự, nghe lãnh đạo trả lời và trực tiếp nêu ý kiến.

Bà con có thể gửi ý kiến trước hội nghị bằng một trong ba cách.
Một là nhắn tin bằng điện thoại, sau khi quét mã in trên tờ thông báo.
Hai là nói với trưởng thôn để được ghi lại và gửi giúp.
Ba là viết ra giấy và nộp tại Trụ sở Ủy ban nhân dân xã Cao Minh.

Ý kiến được nhận đến hết thứ Sáu, ngày 7 tháng 11 năm 2025.

Ai muốn phát biểu tại hội nghị, xin đăng ký trước 5 giờ chiều thứ Năm, ngày 13 tháng 11 năm 2025.

Mọi ý kiến đều được ghi lại và chuyển đến nơi có trách nhiệm trả lời. Rất mong bà con sắp xếp công việc, đến dự đông đủ.

Xin trân trọng thông báo!"""  # noqa: E501
ENGLISH = """\
For the reader: please read slowly and clearly. Read it twice.

Dear people of Mẫu 1 hamlet!

The People’s Committee of Cao Minh commune announces: Hội nghị tiếp xúc, đối thoại với Nhân dân xã Cao Minh năm 2025.

It begins at 8:30 in the morning on Friday, 14 November 2025.

The place is: Hội trường Ủy ban nhân dân xã Cao Minh.

All people of Cao Minh commune may come, hear the leaders answer, and say what they think.

You can send your opinion before the conference in one of three ways.
First, by a message from your telephone, after scanning the code on the printed notice.
Second, tell it to the head of the hamlet, who will write it down and pass it on.
Third, write it on paper and bring it to Trụ sở Ủy ban nhân dân xã Cao Minh.

Opinions are taken until the end of Friday, 7 November 2025.

If you wish to speak at the conference, please register before 5 o’clock in the afternoon on Thursday, 13 November 2025.

Every opinion is noted and passed on to those who must answer. Please arrange your work so that you can come.

Thank you for listening!"""


def sample(name: str = "cao-minh") -> Commune:
    return commune_of(read_setup(yaml.safe_load((SAMPLES / f"{name}.yaml").read_text(encoding="utf-8"))))


COMMUNE = sample()
HAMLET = COMMUNE.hamlet("thon-mau-1")
NO_DATE = replace(DIALOGUE, starts_at=None, speakers_until=None)


def poster(dialogue: Dialogue, hamlet: Hamlet | None, language: str = "vi", **more: Any) -> Poster:
    return poster_of(
        COMMUNE, dialogue, hamlet, LINKS, say=partial(render, language=language), language=language, **more
    )


def said(script: tuple[Words, ...], language: str = "vi") -> str:
    return render_all(script, language)


@pytest.mark.parametrize(("language", "script"), [("vi", VIETNAMESE), ("en", ENGLISH)])
def test_the_script_is_read_out_as_it_stands(language: str, script: str) -> None:
    assert said(loudspeaker_script(COMMUNE, DIALOGUE, HAMLET, opinions_until=UNTIL), language) == script


@pytest.mark.parametrize("slug", ["cam-son", "cao-minh", "khoen-on", "nam-dan", "xuan-truong"])
@pytest.mark.parametrize("dialogue", [DIALOGUE, NO_DATE], ids=["dated", "no-date"])
def test_the_script_takes_about_a_minute_and_has_no_sign_that_cannot_be_read(slug: str, dialogue: Dialogue) -> None:
    """Loudspeakers are read at 150 to 180 syllables a minute, and Vietnamese writes them apart."""
    commune = sample(slug)
    for hamlet in (None, *commune.hamlets):
        _, *script = loudspeaker_script(commune, dialogue, hamlet, opinions_until=UNTIL if hamlet else None)
        text = render_all(script, "vi")
        assert 60 <= len(text.split()) / 165 * 60 <= 90
        assert re.findall(r"[^\w\s.,:;!?]|\b[A-ZĐ]{2,}\b", text) == []


def test_a_script_without_a_date_says_that_it_will_come() -> None:
    text = said(loudspeaker_script(COMMUNE, NO_DATE, HAMLET))
    assert "Ngày, giờ của hội nghị sẽ được thông báo sau." in text
    assert "Ý kiến được nhận đến khi hội nghị bắt đầu." in text
    assert "đăng ký trước" not in text


@pytest.mark.parametrize("kind", HamletKind)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_hamlet_has_a_head_to_turn_to(kind: HamletKind, language: str) -> None:
    hamlet = Hamlet("so-3", "Số 3", kind)
    text = said(loudspeaker_script(COMMUNE, DIALOGUE, hamlet), language)
    assert render(Words(f"head-{kind}"), language) in text
    assert render(Words(f"hamlet-kind-{kind}"), language) in text.split("\n\n")[1]


def test_the_poster_says_when_where_for_whom_and_by_which_way() -> None:
    assert poster(DIALOGUE, HAMLET, opinions_until=UNTIL, topics=POSTER.topics) == POSTER


def test_a_poster_without_a_date_says_that_it_will_come() -> None:
    shown = poster(NO_DATE, None)
    assert (shown.day, shown.hour) == ("Ngày, giờ sẽ thông báo sau", "")
    assert shown.deadlines == (Row("Nhận ý kiến", "đến khi hội nghị bắt đầu"),)


def test_a_dialogue_of_one_hamlet_is_for_its_people() -> None:
    dialogue = replace(DIALOGUE, hamlet="thon-mau-2")
    shown = poster(dialogue, None)
    assert (shown.invitation, shown.who.text) == ("Kính mời bà con thôn Mẫu 2", "Toàn thể Nhân dân thôn Mẫu 2")
    assert "Toàn thể bà con thôn Mẫu 2 đều có thể đến dự" in said(loudspeaker_script(COMMUNE, dialogue, None))


def test_a_dialogue_of_one_trade_is_for_that_trade() -> None:
    dialogue = replace(DIALOGUE, audience="hộ kinh doanh, HTX trên địa bàn")
    shown = poster(dialogue, None)
    assert (shown.invitation, shown.who.text) == (
        "Kính mời hộ kinh doanh, HTX trên địa bàn",
        "Hộ kinh doanh, HTX trên địa bàn",
    )
    assert "Hội nghị dành cho hộ kinh doanh, hợp tác xã trên địa bàn." in said(
        loudspeaker_script(COMMUNE, dialogue, None)
    )


def test_a_poster_of_the_whole_commune_names_its_fields() -> None:
    shown = poster(DIALOGUE, None, office="Bộ phận Một cửa")
    assert shown.invitation == "Kính mời bà con xã Cao Minh"
    assert shown.topics == tuple(topic.name for topic in COMMUNE.topics)
    assert shown.contact.endswith("qua trưởng thôn hoặc tại Bộ phận Một cửa.")


def test_a_poster_in_english_is_english_but_for_what_people_wrote() -> None:
    shown = poster(DIALOGUE, HAMLET, "en", opinions_until=UNTIL)
    assert (shown.day, shown.hour) == ("Friday, 14/11/2025", "8:30 in the morning")
    assert shown.deadlines[1] == Row("Register to speak before", "5 o’clock in the afternoon, Thursday 13/11/2025")


@pytest.mark.parametrize(
    ("url", "short"),
    [
        ("https://doithoai.gov.vn/c/cao-minh?start=d-1", "doithoai.gov.vn/c/cao-minh"),
        ("http://localhost:8080/c/cao-minh", "localhost:8080/c/cao-minh"),
        ("https://zalo.me/123/", "zalo.me/123"),
    ],
)
def test_who_types_a_link_types_little(url: str, short: str) -> None:
    assert typed(url) == short
