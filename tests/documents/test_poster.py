"""Tests of the poster: one A4 page on which everything can be read and every code leads where it should."""

import io
import re
import unicodedata
from collections.abc import Callable
from ctypes import byref
from dataclasses import fields, replace
from itertools import combinations
from typing import Any, TypeVar

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdfium2 import raw

from documents.poster import Link, Poster, Row, print_poster
from documents.poster_sheet import FONTS, MARGIN, poster_pdf, poster_png
from tests.documents.papers import POSTER, TELEGRAM, WEB

POINT = 25.4 / 72
LETTERS = "AÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬEÈẺẼÉẸÊỀỂỄẾỆIÌỈĨÍỊOÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢUÙỦŨÚỤƯỪỬỮỨỰYỲỶỸÝỴĐ"
NO_DATE = replace(POSTER, day="Ngày, giờ sẽ thông báo sau", hour="", deadlines=())
ZALO = Link("Zalo", "https://zalo.me/1", "zalo.me/1")
LEAST = replace(
    POSTER, place="", venue=Row("", ""), who=Row("", ""), topics=(), deadlines=(), contact="", links=(WEB,)
)  # fmt: skip
LONG = replace(
    POSTER,
    invitation="Kính mời bà con tổ dân phố " + "Nguyễn Thị Minh Khai " * 12,
    title="Hội nghị tiếp xúc, đối thoại và triển khai nhiệm vụ phát triển kinh tế - xã hội " * 4,
    venue=Row("Địa điểm", ("Hội trường tầng 2 nhà làm việc khối đoàn thể, " * 5)[:200]),
    who=Row("Dành cho", "Nhân dân, hộ kinh doanh, hợp tác xã " * 12),
    topics=tuple(f"Nội dung thứ {n} về quản lý đất đai và môi trường" for n in range(30)),
    links=(WEB, TELEGRAM, ZALO),
    contact="Không dùng điện thoại: xin gửi ý kiến qua trưởng thôn. " * 20,
)
CASES = [
    pytest.param(POSTER, id="usual"),
    pytest.param(replace(POSTER, links=(TELEGRAM,)), id="one-code"),
    pytest.param(replace(POSTER, links=(WEB, TELEGRAM, ZALO)), id="three-codes"),
    pytest.param(NO_DATE, id="no-date"),
    pytest.param(LEAST, id="least"),
    pytest.param(LONG, id="long"),
]

Seen = TypeVar("Seen")
Box = tuple[float, float, float, float]  # mm from the lower left corner: left, bottom, right, top


def read(pdf: bytes, look: Callable[[pypdfium2.PdfPage], Seen]) -> Seen:
    document = pypdfium2.PdfDocument(pdf)
    try:
        assert len(document) == 1
        return look(document[0])
    finally:
        document.close()


def squeezed(text: str) -> str:
    """Without blanks: lines break anywhere. PDFium takes a hyphen at a line's end for one of syllables."""
    return "".join(unicodedata.normalize("NFC", re.sub("[\x02\ufffe]", "-", text)).split())


def text_of(pdf: bytes) -> str:
    return read(pdf, lambda page: squeezed(page.get_textpage().get_text_bounded()))


def millimetres(box: tuple[float, ...]) -> Box:
    left, bottom, right, top = (each * POINT for each in box)
    return left, bottom, right, top


def letters_of(page: pypdfium2.PdfPage) -> list[Box]:
    text = page.get_textpage()
    shown = [n for n in range(text.count_chars()) if text.get_text_range(n, 1).strip()]
    return [millimetres(text.get_charbox(n)) for n in shown]


def lines_of(page: pypdfium2.PdfPage) -> list[Box]:
    text = page.get_textpage()
    return [millimetres(text.get_rect(n)) for n in range(text.count_rects())]


def codes_of(page: pypdfium2.PdfPage) -> list[Box]:
    """Where the codes are, with their quiet zones: there the page may be pressed."""
    found = []
    for number in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation, box = raw.FPDFPage_GetAnnot(page, number), raw.FS_RECTF()
        raw.FPDFAnnot_GetRect(annotation, byref(box))
        raw.FPDFPage_CloseAnnot(annotation)
        found.append(millimetres((box.left, box.bottom, box.right, box.top)))
    return found


def overlap(one: Box, other: Box) -> bool:
    """By more than a third of a millimetre, for PDFium rounds the boxes of letters up."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide > 0.3 and high > 0.3


def check_layout(pdf: bytes, codes: int) -> None:
    """Everything inside the margins, nothing on top of anything else."""

    def look(page: pypdfium2.PdfPage) -> tuple[Box, list[Box], list[Box], list[Box]]:
        return (0, 0, *page.get_size()), letters_of(page), lines_of(page), codes_of(page)

    (_, _, width, height), letters, lines, places = read(pdf, look)
    assert (round(width * POINT, 1), round(height * POINT, 1)) == (210.0, 297.0)
    assert len(places) == codes
    outside = [
        box
        for box in (*letters, *places)
        # The hook of a large J hangs to the left.
        if box[0] < MARGIN - 2 or box[1] < MARGIN - 0.5 or box[2] > 210.5 - MARGIN or box[3] > 297.5 - MARGIN
    ]
    assert outside == []
    assert [pair for pair in combinations([*lines, *places], 2) if overlap(*pair)] == []


def texts_of(poster: Poster) -> list[str]:
    """All that a poster says, one text after the other."""

    def inside(value: Any) -> list[str]:
        match value:
            case str():
                return [value]
            case Row(label, text):
                return [label, text] if text else []
            case Link(label, _, text):
                return [label, text]
            case tuple():
                return [text for each in value for text in inside(each)]
        return []

    silent = {"language", "others", *([] if poster.topics else ["topics_label"])}
    return [t for field in fields(poster) if field.name not in silent for t in inside(getattr(poster, field.name))]


@pytest.mark.parametrize("poster", CASES)
def test_the_poster_is_one_tidy_page_of_a4(poster: Poster) -> None:
    check_layout(poster_pdf(poster), len(poster.links))


@pytest.mark.parametrize("poster", [each for each in CASES if each.id != "long"])
def test_all_it_says_can_be_found_in_it(poster: Poster) -> None:
    text = text_of(poster_pdf(poster))
    assert [said for said in texts_of(poster) if squeezed(said) not in text] == []


def test_what_is_too_long_is_cut_where_it_says_so() -> None:
    text = text_of(poster_pdf(LONG))
    assert squeezed(LONG.venue.text) in text
    assert squeezed("Nội dung thứ 4 về quản lý đất đai và môi trường; và các nội dung khác") in text
    assert squeezed(LONG.topics[5]) not in text
    assert text.count("…") == 4  # invitation, title, for whom, contact


@pytest.mark.parametrize("poster", CASES)
def test_every_code_on_paper_leads_where_it_should(poster: Poster) -> None:
    dpi = 150
    with Image.open(io.BytesIO(poster_png(poster, dpi))) as picture:
        assert (round(picture.width / dpi * 25.4), round(picture.height / dpi * 25.4)) == (210, 297)
        found = zxingcpp.read_barcodes(picture.convert("L"))
    found.sort(key=lambda code: code.position.top_left.x)

    assert [code.text for code in found] == [link.url for link in poster.links]
    assert {code.ec_level for code in found} <= {"M", "Q", "H"}
    narrowest = min(code.position.top_right.x - code.position.top_left.x for code in found) / dpi * 25.4
    assert narrowest >= 40


def test_codes_of_any_size_stay_four_centimetres_wide() -> None:
    links = (ZALO, replace(WEB, url=WEB.url + "x" * 300), TELEGRAM)
    with Image.open(io.BytesIO(poster_png(replace(POSTER, links=links), 300))) as picture:
        found = zxingcpp.read_barcodes(picture.convert("L"))
    widths = {code.text: (code.position.top_right.x - code.position.top_left.x) / 300 * 25.4 for code in found}
    assert {url: width >= 40 for url, width in widths.items()} == {link.url: True for link in links}


def test_it_can_be_read_without_colours_and_off_a_bad_printer() -> None:
    with Image.open(io.BytesIO(poster_png(POSTER, 72))) as picture:
        black = picture.convert("L").point([0] * 128 + [255] * 128)
        found = {code.text for code in zxingcpp.read_barcodes(black)}
    assert found == {WEB.url, TELEGRAM.url}


def test_every_letter_is_in_both_fonts() -> None:
    for text in (LETTERS, LETTERS.lower(), "0123456789", "“”‘’–—…₫•"):
        poster = replace(POSTER, title=text, who=Row("Dành cho", text))
        assert text_of(poster_pdf(poster)).count(text) == 2


def test_letters_and_marks_apart_are_set_as_one() -> None:
    apart = replace(POSTER, title=unicodedata.normalize("NFD", POSTER.title))
    assert apart.title != POSTER.title
    assert poster_pdf(apart) == poster_pdf(POSTER)


def test_signs_the_font_lacks_are_left_out() -> None:
    strange = replace(POSTER, title="🎉 Hội nghị\u202e đối\x00 thoại\n漢字 ﬁn Ẁ W漢\u0300 \u0323")
    assert squeezed("bà con thôn Mẫu 1 Hội nghị đối thoại fin W W 8 giờ 30") in text_of(poster_pdf(strange))


def test_a_process_of_its_own_sets_the_same(capfd: pytest.CaptureFixture[str]) -> None:
    assert print_poster(POSTER) == (poster_pdf(POSTER), poster_png(POSTER))
    assert capfd.readouterr().err == ""


def test_what_cannot_be_set_is_not_quoted() -> None:
    with pytest.raises(RuntimeError) as caught:
        print_poster(replace(POSTER, links=(replace(WEB, url="không" * 2000),)))
    assert "không" not in str(caught.value)


def test_the_same_poster_is_the_same_file() -> None:
    assert poster_pdf(POSTER) == poster_pdf(POSTER)
    assert poster_png(POSTER) == poster_png(POSTER)
    assert set(re.findall(rb"D:(\d{8})", poster_pdf(POSTER))) == {b"20250101"}


def test_the_fonts_are_small_and_come_with_their_licence() -> None:
    assert sum(font.stat().st_size for font in FONTS.glob("*.ttf")) < 200_000
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text(encoding="utf-8")


WORD = st.one_of(
    st.sampled_from("Nhân dân thôn Nguyễn Thị Minh Khai hội nghị Ủy ban, 14/11/2025 - (UBND)".split()),
    st.text(LETTERS + LETTERS.lower() + " .,;-/", min_size=1, max_size=60),
    st.text(max_size=12),
)
TEXT = st.lists(WORD, max_size=60).map(" ".join)
ROW = st.builds(Row, TEXT, TEXT)
LINK = st.builds(
    Link, TEXT, st.text("abcxyz019-_/", min_size=1, max_size=250).map(lambda tail: f"https://a.vn/{tail}"), TEXT
)
POSTERS = st.builds(
    Poster,
    language=st.just("vi"),
    heading=TEXT,
    place=TEXT,
    invitation=TEXT,
    title=TEXT,
    day=TEXT,
    hour=TEXT,
    venue=ROW,
    who=ROW,
    topics_label=TEXT,
    topics=st.lists(TEXT, max_size=30).map(tuple),
    others=TEXT,
    deadlines=st.lists(ROW, max_size=2).map(tuple),
    scan=TEXT,
    links=st.lists(LINK, min_size=1, max_size=3).map(tuple),
    contact=TEXT,
)


@settings(max_examples=25, deadline=None)
@given(POSTERS)
def test_whatever_it_says_it_is_one_tidy_page(poster: Poster) -> None:
    check_layout(poster_pdf(poster), len(poster.links))


def test_even_when_everything_is_as_long_as_can_be() -> None:
    long, wide = "Ậẫg " * 400, "W" * 900
    row, link = Row(long, wide), Link(long, WEB.url, "w" * 900)
    poster = Poster(
        language="vi", heading=long, place=long, invitation=long, title=long, day=long, hour=wide, venue=row, who=row,
        topics_label=long, topics=(long,) * 30, others=wide, deadlines=(row, row), scan=long, links=(link,) * 3,
        contact=long,
    )  # fmt: skip
    check_layout(poster_pdf(poster), 3)
    check_layout(poster_pdf(replace(poster, links=(link,))), 1)
