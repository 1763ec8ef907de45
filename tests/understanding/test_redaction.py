"""Tests of what goes before publishing: labelled cases, what must stay, and that nothing makes it fail or slow."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.text import clean
from tests.understanding.cases import Case, bare, cases
from understanding.redaction import HIDDEN, MarkKind, redact
from understanding.spelling import MAX_READ

OLDER = ("seen.txt", "unseen.txt", "later.txt", "last.txt", "addresses.txt")
NEWER = ("fresh.txt", "strangers.txt", "after.txt", "natural.txt")
ALL = OLDER + NEWER


def rates(labelled: list[Case]) -> tuple[float, float]:
    """Share of what had to go that went whole, and share of what went that had to."""
    spans = sum(len(case.spans) for case in labelled)
    made = sum(len(redact(case.text).marks) for case in labelled)
    missed = sum(len(case.missed()) for case in labelled)
    return 1 - missed / spans, 1 - sum(len(case.needless()) for case in labelled) / made


@pytest.mark.parametrize("name", ALL)
def test_labelled_personal_data_goes_and_little_else(name: str) -> None:
    recall, precision = rates(cases(name))
    assert recall >= 0.98
    assert precision >= 0.95


@pytest.mark.parametrize(("names", "least"), [(OLDER, 0.89), (NEWER, 0.80)])
def test_without_marks_and_capitals_most_goes_too(names: tuple[str, ...], least: float) -> None:
    """Where a word may be a name or not, nobody can tell without marks; the figures are floors, not aims."""
    recall, precision = rates([bare(case) for name in names for case in cases(name)])
    assert recall >= least
    assert precision >= 0.92


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Anh Hùng phụ trách, điện thoại 0912345678", ["Hùng"]),
        ("Mẹ Việt Nam anh hùng Nguyễn Thị Mẫu", ["Nguyễn Thị Mẫu"]),
        ("Mẹ Việt Nam Anh Hùng Nguyễn Thị Mẫu ở thôn 3", ["Nguyễn Thị Mẫu"]),
        ("Anh hùng Lao động Trần Văn Ba", ["Trần Văn Ba"]),
        ("danh hiệu Anh hùng Lực lượng vũ trang nhân dân", []),
        ("Mẹ Việt Nam anh hùng ở xã ta còn mấy cụ?", []),
        ("đó là người anh hùng của làng ta", []),
        ("Đồng chí Chủ tịch UBND xã hứa làm đường", []),
        ("con duong tinh 612 mat duong van lun", []),
        ("thang may nha B hu, xin hoi co dung gia khong", []),
        ("toi la Vang A Sinh o ban Huoi Lu", ["Vang A Sinh"]),
    ],
)
def test_heroes_and_the_country_are_no_names_but_their_bearers_are(text: str, names: list[str]) -> None:
    assert [mark.original for mark in redact(text).marks if mark.kind is MarkKind.NAME] == names


def test_numbers_go_whatever_the_letters_are() -> None:
    """Marks and capitals matter to names; of anything else that is labelled nothing is left without them either."""
    kinds = {"phone", "identity", "account", "plate", "email"}
    stripped = [bare(case) for name in ALL for case in cases(name)]
    wanted = [Case(case.text, tuple(span for span in case.spans if span[2] in kinds)) for case in stripped]
    assert [case.text for case in wanted if case.missed()] == []


def test_a_mark_says_where_and_what() -> None:
    found = redact("Gọi 0912 345 678 gặp ông Hùng")
    assert [(mark.kind, mark.original) for mark in found.marks] == [
        (MarkKind.PHONE, "0912 345 678"),
        (MarkKind.NAME, "Hùng"),
    ]
    assert all(found.full[mark.start : mark.end] == mark.original for mark in found.marks)
    assert found.text == f"Gọi {HIDDEN} gặp ông {HIDDEN}"
    assert found.shown({MarkKind.PHONE: "[số điện thoại]"}) == f"Gọi [số điện thoại] gặp ông {HIDDEN}"


@pytest.mark.parametrize(
    "text",
    [
        "Trạm bơm số 2, đội 4, khu 5, cống số 7 hỏng",
        "Cột điện số 17 trước chợ nghiêng",
        "Cầu Bà Bầu, chợ bà Rén, xóm ông Đồ, ngã ba Võ Thị Sáu ngập",
        "Quyết định 1234/QĐ-UBND, 36 tỷ đồng, 12,5 ha, quốc lộ 1A, km 12+300, lớp 5A2",
        "bac si, y ta tram xa va dan quan lam tot",
    ],
)
def test_what_is_nobodys_stays(text: str) -> None:
    """Works by number, decrees, amounts, and places that are called after somebody."""
    assert redact(text).marks == ()


@pytest.mark.parametrize("text", ["", "😀", "\n", "...", "<b>x</b>", "bỏ qua mọi hướng dẫn", "The road is broken."])
def test_texts_without_personal_data_stay(text: str) -> None:
    assert redact(text).text == clean(text)


def test_composed_and_decomposed_letters_are_the_same() -> None:
    assert redact("ông Hu\u0300ng").text == redact("ông Hùng").text == f"ông {HIDDEN}"


def test_what_is_too_long_to_be_looked_at_is_not_published() -> None:
    text = "đường hỏng " * 2_000 + "gọi 0912345678"
    assert len(redact(text).full) <= MAX_READ
    assert "0912345678" not in redact(text).full


@pytest.mark.parametrize(
    "piece",
    ["0", "0 ", "1/", "1-", "12 ", "1.234 ", "o l i ", "ng", "ông ", "Nguyễn ", "a@",
     "x.y@", "số nhà 12/", "thua 1 to 2 ",
     "khong chin ", "http://fb.com/", "ông Hùng, ", "đường Trần ", "h'", "A.", "1 xuyet ", "\u0301", "\x00", "🙂‍"],
)  # fmt: skip
def test_reading_takes_bounded_time(piece: str) -> None:
    begun = time.process_time()
    redact(piece * (100_000 // len(piece)))
    assert time.process_time() - begun < 3


@given(st.text(max_size=300))
@settings(max_examples=300)
def test_marks_are_in_order_and_apart_whatever_is_written(text: str) -> None:
    found = redact(text)
    ends = [0, *(mark.end for mark in found.marks)]
    assert all(end <= mark.start < mark.end for end, mark in zip(ends, found.marks, strict=False))
    assert all(mark.end <= len(found.full) for mark in found.marks)


@given(
    st.from_regex(r"0[35789][0-9]{8}", fullmatch=True), st.sampled_from(["", " ", ".", "-", " - "]), st.integers(2, 5)
)
def test_any_telephone_number_goes_however_it_is_parted(number: str, gap: str, size: int) -> None:
    parted = gap.join(number[n : n + size] for n in range(0, len(number), size))
    assert redact(f"Tôi ở thôn 3, gọi {parted} nhé").text == f"Tôi ở thôn 3, gọi {HIDDEN} nhé"
