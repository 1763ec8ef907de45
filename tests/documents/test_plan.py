"""Tests of the reader of plans: five real ones, some of our own in other layouts, papers that are none."""

import json
import random
import time
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.plan import read_plan
from documents.plan.letters import bare
from documents.plan.names import hamlets, short, subject
from documents.plan.when import days_before, find_whens, half_days
from documents.text import Block, Text, read_text
from domain.plan import Contact, Plan, from_json, to_json
from domain.refusal import Refused
from tests.documents import papers

HERE = Path(__file__).parent
REAL: dict[str, Any] = json.loads((HERE / "expected" / "plans.json").read_text("utf-8"))
REAL.pop("_about")
OWN: dict[str, Any] = json.loads((HERE / "expected" / "own.json").read_text("utf-8"))
# Written down by hand from texts that no rule had seen; docs/plans.md has the scores of the first try.
BLIND: dict[str, Any] = json.loads((HERE / "expected" / "blind.json").read_text("utf-8"))
NOT_WRITTEN_DOWN = ("title", "legal_bases", "programme", "unsure", "sources")
# As Word paragraphs, printed lines are no sentences any more.
BROKEN_LINES = ("mau-xa-ho-dan-du-an", "mau-xa-sau-thang")
FORMS = ("txt", "nfd", "utf-16", "docx", "docx-numbered", "pdf")
SLOW_MACHINE = 3  # the promises are 1 s for text and 3 s for PDF; tests share their machine


def read(content: bytes, name: str = "plan.txt") -> Plan:
    return read_plan(read_text(content, name))


def in_form(text: str, form: str) -> bytes:
    match form:
        case "nfd":
            return unicodedata.normalize("NFD", text).encode()
        case "utf-16":
            return text.encode("utf-16")
        case "docx":
            return papers.as_docx(text)
        case "docx-numbered":
            return papers.as_docx(text, numbered=True)
        case "pdf":
            return papers.as_pdf(text)
        case _:
            return text.encode()


def facts(expected: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every single fact that is listed: a word, a number, one of a list, a list that is empty."""
    if isinstance(expected, dict):
        for name, value in expected.items():
            yield from facts(value, f"{path}.{name}" if path else name)
    elif isinstance(expected, list) and expected and isinstance(expected[0], dict):
        yield path, len(expected)
        for index, value in enumerate(expected):
            yield from facts(value, f"{path}[{index}]")
    elif isinstance(expected, list) and expected:
        yield from ((path, value) for value in expected)
    else:
        yield path, expected


def has(found: Any, path: str, value: Any) -> bool:
    """Case and the spelling of "uỷ" do not matter, nor whether one more was found than is listed in a list of words."""
    for step in path.replace("[", ".[").split("."):
        if found is None:
            return value is None
        if step.startswith("["):
            index = int(step[1:-1])
            found = found[index] if index < len(found) else None
        else:
            found = found.get(step)
    if isinstance(found, list) and isinstance(value, int) and found and isinstance(found[0], dict):
        return len(found) == value
    if isinstance(found, list) and value != []:
        return _same(value) in [_same(each) for each in found]
    return bool(_same(found) == _same(value))


def _same(value: Any) -> Any:
    return bare(value) if isinstance(value, str) else value


def missed(name: str, found: dict[str, Any], expected: dict[str, Any]) -> list[str]:
    return [f"{name}: {path} = {value!r}" for path, value in facts(expected) if not has(found, path, value)]


# ── whole plans ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("form", ["txt", "nfd", "utf-16", "pdf"])
@pytest.mark.parametrize("name", REAL)
def test_every_listed_fact_of_the_real_plans_is_found(name: str, form: str) -> None:
    text = papers.source(Path(name).stem)
    # Small print, so that the lines stay as they are; Nam Đàn's paragraphs are broken by the page.
    content = papers.as_pdf(text, size=8) if form == "pdf" else in_form(text, form)
    assert missed(name, to_json(read(content)), REAL[name]) == []


def test_the_share_of_facts_is_told_honestly() -> None:
    """The scoring itself: what is wrong in a plan is missed, and the number of facts is known."""
    everything = [each for name in REAL for each in facts(REAL[name])]
    assert len(everything) > 190
    wrong = to_json(from_json({"dialogues": [], "milestones": [], "after": [], "survey": True, "publish": False}))
    lost = [each for name in REAL for each in missed(name, wrong, REAL[name])]
    assert len(lost) > 0.9 * len(everything)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", OWN)
def test_our_own_plans_are_read_alike_in_every_form(name: str, form: str) -> None:
    started = time.perf_counter()
    found = to_json(read(in_form(papers.source(name), form)))
    assert time.perf_counter() - started < (3 if form == "pdf" else 1) * SLOW_MACHINE
    found.pop("sources")
    assert found == OWN[name]


def written_down(found: dict[str, Any], expected: dict[str, Any]) -> dict[str, Any]:
    """`found` without what is not written down by hand: what is left has to be it, no less and no more."""
    kept = {name: value for name, value in found.items() if name not in NOT_WRITTEN_DOWN}
    kept["dialogues"] = [{name: v for name, v in each.items() if name != "invited"} for each in kept["dialogues"]]
    if "topics" not in expected:
        kept.pop("topics", None)
    return kept


def spelt_alike(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: spelt_alike(each) for name, each in value.items()}
    return [spelt_alike(each) for each in value] if isinstance(value, list) else _same(value)


@pytest.mark.parametrize(
    ("name", "form"),
    [(name, form) for name in BLIND for form in FORMS if name not in BROKEN_LINES or not form.startswith("docx")],
)
def test_plans_that_no_rule_had_seen_are_read_whole_with_nothing_invented(name: str, form: str) -> None:
    found = written_down(to_json(read(in_form(papers.source(name), form))), BLIND[name])
    assert spelt_alike(found) == spelt_alike(BLIND[name])


@pytest.mark.parametrize("name", [*(Path(name).stem for name in REAL), *OWN, *BLIND])
def test_every_fact_has_the_words_of_the_paper_behind_it(name: str) -> None:
    from domain.plan import paths

    text = papers.source(name)
    plan = read(text.encode())
    within = "".join(bare(unicodedata.normalize("NFC", text)).split())
    for path in paths(plan):
        source = plan.source(path)
        assert source, path
        for piece in source.split(" / "):
            # A row is shown with bars, a label cut from the middle of a line begins with a capital.
            words = "".join(bare(piece).split())
            assert words in within or all(part in within for part in words.split("|")), (path, piece)


@pytest.mark.parametrize("name", [*(Path(name).stem for name in REAL), *OWN, *BLIND])
def test_a_plan_comes_back_from_its_json(name: str) -> None:
    plan = read(papers.source(name).encode())
    assert from_json(json.loads(json.dumps(to_json(plan)))) == plan


ENTRIES = """KẾ HOẠCH
Đối thoại với Nhân dân năm 2026
I. THỜI GIAN, ĐỊA ĐIỂM
{lines}
II. TỔ CHỨC THỰC HIỆN
1. Văn phòng chuẩn bị giấy mời trước ngày 01/9/2026."""


@pytest.mark.parametrize(
    ("lines", "read_as"),
    [
        ("- Thôn 1, thôn 2: ngày 10/9/2026, tại nhà văn hóa thôn 1.",
         ["thôn 1, thôn 2 | 2026-09-10 | nhà văn hóa thôn 1"]),
        ("1. Thời gian: Quý II và Quý IV năm 2026.\n2. Địa điểm: Hội trường UBND xã.",
         [" | 2026-06-30 | Hội trường UBND xã", " | 2026-12-31 | Hội trường UBND xã"]),
        ("1. Thời gian: 8 giờ ngày 10/9/2026; địa điểm: Hội trường UBND xã.", [" | 2026-09-10 | Hội trường UBND xã"]),
        ("1. Thời gian: 8 giờ ngày 10/9/2026 tại nhà văn hóa thôn 1; 14 giờ ngày 11/9/2026 tại nhà văn hóa thôn 2.",
         ["thôn 1 | 2026-09-10 | nhà văn hóa thôn 1", "thôn 2 | 2026-09-11 | nhà văn hóa thôn 2"]),
        ("1. Hội nghị tại thôn 1\n- Thời gian: ngày 10/9/2026.\n- Địa điểm: Nhà văn hóa thôn 1.\n"
         "2. Hội nghị tại thôn 2\n- Thời gian: ngày 11/9/2026.\n- Địa điểm: Nhà văn hóa thôn 2.",
         ["thôn 1 | 2026-09-10 | Nhà văn hóa thôn 1", "thôn 2 | 2026-09-11 | Nhà văn hóa thôn 2"]),
    ],
)  # fmt: skip
def test_dialogues_are_told_apart(lines: str, read_as: list[str]) -> None:
    plan = read(ENTRIES.format(lines=lines).encode())
    assert [
        f"{each.unit or ''} | {each.when.last if each.when else ''} | {each.venue or ''}" for each in plan.dialogues
    ] == read_as


TASKS = """KẾ HOẠCH
Đối thoại với Nhân dân năm 2026
I. THỜI GIAN, ĐỊA ĐIỂM
1. Thời gian: 8 giờ ngày 10/12/2026, tại nhà văn hóa thôn 1.
II. TỔ CHỨC THỰC HIỆN
1. {task}"""


@pytest.mark.parametrize(
    ("task", "after"),
    [
        ("Ban Xây dựng Đảng: tổng hợp ý kiến, báo cáo Ban Thường vụ Đảng ủy chậm nhất 10 ngày trước ngày tổ chức đối "
         "thoại; tham mưu thông báo kết luận sau đối thoại trong thời hạn 07 ngày làm việc.",
         [{"rule": "conclusion_notice", "within_days": 7, "working_days": True, "from": "dialogue"}]),
        ("Văn phòng: ban hành thông báo kết luận chậm nhất 05 ngày làm việc sau hội nghị; niêm yết công khai kết quả "
         "tại trụ sở và khu phố trong 10 ngày.",
         [{"rule": "conclusion_notice", "within_days": 5, "working_days": True, "from": "dialogue"},
          {"rule": "publish_results", "within_days": 10, "where": "trụ sở và khu phố"}]),
        ("Trung tâm Văn hóa: tuyên truyền trên hệ thống loa truyền thanh trước đối thoại; công khai kết quả giải quyết "
         "trên Trang thông tin điện tử xã.",
         [{"rule": "publish_results", "where": "Trang thông tin điện tử xã"}]),
        ("Văn phòng: báo cáo trong 02 ngày, dự thảo thông báo kết luận trong 05 ngày sau hội nghị.",
         [{"rule": "conclusion_notice", "within_days": 5, "from": "dialogue"}]),
        ("Đài truyền thanh: phát kết quả giải quyết trên hệ thống truyền thanh xã 3 ngày liên tục.",
         [{"rule": "publish_results", "where": "hệ thống truyền thanh xã"}]),
    ],
)  # fmt: skip
def test_periods_and_places_belong_to_their_clause(task: str, after: list[dict[str, Any]]) -> None:
    assert to_json(read(TASKS.format(task=task).encode()))["after"] == after


@pytest.mark.parametrize(
    ("task", "milestones"),
    [
        ("Ban điều hành khu phố: lấy ý kiến Nhân dân, gửi về Văn phòng trước ngày 10/5/2026 (Lần 1) và trước ngày "
         "10/11/2026 (Lần 2).",
         ["opinions | Ban điều hành khu phố | Văn phòng | 2026-05-10",
          "opinions | Ban điều hành khu phố | Văn phòng | 2026-11-10"]),
        ("Ngày 30/9/2026: Phòng Kinh tế tổng hợp ý kiến; gửi kết quả về UBND xã.",
         ["compile | Phòng Kinh tế | UBND xã | 2026-09-30"]),
        ("Các đơn vị gửi nội dung trả lời về Phòng Kinh tế, Hạ tầng và Đô thị trước ngày 07/10/2026.",
         ["answers | Các đơn vị | Phòng Kinh tế, Hạ tầng và Đô thị | 2026-10-07"]),
    ],
)  # fmt: skip
def test_who_sends_what_to_whom(task: str, milestones: list[str]) -> None:
    found = to_json(read(TASKS.format(task=task).encode()))["milestones"]
    assert [
        " | ".join((each["what"], each["responsible"], each["to"], *each["due"].values())) for each in found
    ] == milestones


def test_an_address_for_mail_is_a_contact() -> None:
    task = "Ủy ban MTTQ xã thu thập ý kiến, gửi Văn phòng qua hộp thư vp.mau@example.vn trước ngày 15/4/2026."
    [found] = read(TASKS.format(task=task).encode()).milestones
    assert found.contact == Contact(name="vp.mau@example.vn")


def test_a_day_of_an_unknown_month_is_left_open_and_told() -> None:
    task = "Phòng Kinh tế chuẩn bị báo cáo, hoàn thành chậm nhất ngày 15 của tháng tổ chức đối thoại."
    plan = read(TASKS.format(task=task).encode())
    assert (plan.milestones, "milestones" in plan.unsure) == ((), True)


# ── papers that are no plan ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("paper", sorted((HERE / "refused").glob("*.txt")), ids=lambda path: path.stem)
def test_other_papers_are_refused(paper: Path) -> None:
    for content in (paper.read_bytes(), papers.as_pdf(paper.read_text("utf-8"))):
        with pytest.raises(Refused) as refused:
            read(content)
        assert refused.value.code == "plan-refused-no-plan"


@pytest.mark.parametrize("text", ["", "\n\n", "x", "kế hoạch", "đối thoại", "12345 " * 500, "KẾ HOẠCH\nđi chợ"])
def test_scraps_are_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        read(text.encode())
    assert refused.value.code == "plan-refused-no-plan"


# ── nothing is invented, nothing breaks ───────────────────────────────────────────────────────────────────────

SOURCES = {name: papers.source(name) for name in [*(Path(name).stem for name in REAL), *OWN, *BLIND]}


def mutated(text: str, seed: int) -> str:
    chance = random.Random(seed)
    lines = text.splitlines()
    for _ in range(chance.randint(1, 6)):
        match chance.randrange(7):
            case 0:
                lines = lines[: chance.randint(1, len(lines))]
            case 1:
                chance.shuffle(lines)
            case 2:
                at = chance.randrange(len(lines))
                cut = chance.randint(0, len(lines[at]))
                lines[at : at + 1] = [lines[at][:cut], lines[at][cut:]]
            case 3:
                lines = [line.replace("- ", chance.choice(["+ ", "* ", "• ", "– ", "1. ", "a) "])) for line in lines]
            case 4:
                lines = [unicodedata.normalize(chance.choice(["NFD", "NFC"]), line) for line in lines]
            case 5:
                odd = ["|||", "\t\t\t", "99/99/9999", "(", ")" * 50, "ngày 31/02/2026", "quý X", "½" * 40]
                lines.insert(chance.randrange(len(lines) + 1), chance.choice(odd))
            case 6:
                lines = [" ".join(lines)] if chance.random() < 0.2 else [line.upper() for line in lines]
    return "\n".join(lines)


@settings(max_examples=120, deadline=None)
@given(name=st.sampled_from(sorted(SOURCES)), seed=st.integers(0, 2**32))
def test_mutations_end_in_a_plan_or_a_refusal_in_time(name: str, seed: int) -> None:
    text = mutated(SOURCES[name], seed)
    started = time.perf_counter()
    plan, code = read_or_refused(text)
    assert time.perf_counter() - started < SLOW_MACHINE
    assert code in (None, "plan-refused-no-plan")
    assert plan is None or from_json(to_json(plan)) == plan


def read_or_refused(text: str) -> tuple[Plan | None, str | None]:
    try:
        return read(text.encode()), None
    except Refused as refused:
        return None, refused.code


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=600))
def test_any_words_below_a_title_are_read_or_left(words: str) -> None:
    blocks = ("KẾ HOẠCH", "Đối thoại với Nhân dân năm 2026", "I. THỜI GIAN", *words.splitlines())
    plan = read_plan(Text(tuple(Block(line) for line in blocks), broken=True))
    assert plan.year == 2026


@pytest.mark.parametrize(
    "run",
    ["a " * 150_000, "- " * 100_000, "(" * 100_000, "ngày 1/1/2026 " * 20_000, "thôn A, " * 20_000, "gửi " * 50_000,
     "Văn phòng Đảng ủy, " * 15_000, "Thời gian: " * 20_000, "đối thoại với " * 20_000, "1, " * 80_000,
     "thông báo kết luận " * 15_000],
    ids=lambda run: run[:8],
)  # fmt: skip
@pytest.mark.parametrize("lines", [1, 400])
def test_long_runs_take_no_long_time(run: str, lines: int) -> None:
    size = len(run) // lines
    body = "\n".join(run[n : n + size] for n in range(0, len(run), size))
    started = time.perf_counter()
    _, code = read_or_refused(f"KẾ HOẠCH\nĐối thoại với Nhân dân năm 2026\nI. NỘI DUNG\n1. Thời gian\n{body}")
    assert code in (None, "plan-refused-too-big")
    assert time.perf_counter() - started < 5 * SLOW_MACHINE


# ── pieces ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "read_as"),
    [
        ("hồi 8 giờ 00, thứ Sáu, ngày 20/11/2026", "day 2026-11-20 2026-11-20 08:00"),
        ("01 buổi, vào lúc 08 giờ 00 phút ngày 5/9/2026", "day 2026-09-05 2026-09-05 08:00"),
        ("từ 8h00 đến 11h00 ngày 20/11/2026", "day 2026-11-20 2026-11-20 08:00"),
        ("14h30, ngày 3.12.2026", "day 2026-12-03 2026-12-03 14:30"),
        ("sáng ngày 20/11", "day 2026-11-20 2026-11-20 morning"),
        ("14h00 ngày 3/12/2026 (chiều thứ Năm)", "day 2026-12-03 2026-12-03 14:00 afternoon"),
        ("ngày 14 tháng 11 năm 2025", "day 2025-11-14 2025-11-14"),
        ("tuần thứ 3 tháng 9", "range 2026-09-15 2026-09-21 unsure"),
        ("tuần cuối tháng 9/2026", "range 2026-09-24 2026-09-30 unsure"),
        ("cuối tháng 11/2026", "range 2026-11-21 2026-11-30 unsure"),
        ("quý III/2026", "quarter 2026-07-01 2026-09-30"),
        ("Qúy I/2024", "quarter 2024-01-01 2024-03-31"),
        ("6 tháng đầu năm", "range 2026-01-01 2026-06-30"),
        ("6 tháng cuối năm 2027", "range 2027-07-01 2027-12-31"),
        ("trong tháng 9 và tháng 10", "range 2026-09-01 2026-10-31 unsure"),
        ("từ tháng 9 đến tháng 11 năm 2026", "range 2026-09-01 2026-11-30"),
        ("Trong tháng 8/2025", "month 2025-08-01 2025-08-31"),
        ("từ ngày 15/11 - 30/11/2025", "range 2025-11-15 2025-11-30"),
        ("từ ngày 5 đến ngày 9 tháng 10 năm 2026", "range 2026-10-05 2026-10-09"),
        ("trong các ngày 13, 14 và 15/8/2026", "range 2026-08-13 2026-08-15"),
        ("Trước tháng 6/2026", "before None 2026-05-31"),
        ("trước ngày 07/11/2025", "before None 2025-11-06"),
        ("chậm nhất ngày 10 tháng 11 năm 2025", "before None 2025-11-10"),
        ("đến hết ngày 12/11", "before None 2026-11-12"),
        ("ngày 31/02/2026", ""),
        ("10 tháng đầu năm 2025", ""),
        ("Quyết định số 12/2025", ""),
    ],
)
def test_times_are_read_as_offices_write_them(words: str, read_as: str) -> None:
    shown = [
        " ".join(
            str(part)
            for part in (
                found.when.precision.value, found.when.first, found.when.last,
                f"{found.when.at:%H:%M}" if found.when.at else "", found.when.part.value if found.when.part else "",
                "" if found.sure else "unsure",
            )
            if part != ""
        )
        for found in find_whens(words, 2026)
    ]  # fmt: skip
    assert " | ".join(shown) == read_as


def test_times_side_by_side_are_times_of_their_own() -> None:
    found = [(each.when.first, each.when.last) for each in find_whens("Quý II và Quý IV năm 2026", 2026)]
    assert found == [(date(2026, 4, 1), date(2026, 6, 30)), (date(2026, 10, 1), date(2026, 12, 31))]


@pytest.mark.parametrize(
    ("words", "halves"),
    [
        ("½ ngày, từ ngày 15/11", (1, 1)), ("1/2 ngày", (1, 1)), ("nửa ngày", (1, 1)), ("01 buổi", (1, 1)),
        ("trong 01 buổi", (1, 1)),
        ("Từ ½ ngày đến 01 ngày", (1, 2)), ("02 buổi", (2, 2)), ("1,5 ngày", (3, 3)), ("một ngày", (2, 2)),
        ("ngày 1/2/2026", None), ("trong vòng 05 ngày", None), ("trước 02 ngày", None),
    ],
)  # fmt: skip
def test_how_long_it_lasts(words: str, halves: tuple[int, int] | None) -> None:
    assert half_days(words) == halves


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("chậm nhất trước 7 ngày diễn ra hội nghị", (7, False)), ("trước hội nghị 05 ngày", (5, False)),
        ("ít nhất 03 ngày làm việc trước ngày tổ chức hội nghị", (3, True)), ("trước 01 tuần", (7, False)),
        ("trước khi diễn ra đối thoại ít nhất 10 ngày", (10, False)), ("trước mỗi cuộc đối thoại 10 ngày", (10, False)),
    ],
)  # fmt: skip
def test_days_before_the_dialogue(words: str, days: tuple[int, bool]) -> None:
    assert [(due.days_before, due.working) for due, _, _ in days_before(words)] == [days]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("tại thôn Mới", ["thôn Mới"]), ("Nhà văn hóa bản bản Mỳ", ["bản Mỳ"]), ("khu phố 3 14h00", ["khu phố 3"]),
        ("tổ dân phố số 5", ["tổ dân phố số 5"]),
        ("các thôn An Lao, Thanh Kỳ và Định", ["thôn An Lao, Thanh Kỳ và Định"]),
        ("văn bản Số 5", []), ("mỗi bản 01 buổi", []), ("buôn Ea H'leo", ["buôn Ea H'leo"]), ("bán đất", []),
    ],
)  # fmt: skip
def test_hamlets_are_told_from_other_words(words: str, named: list[str]) -> None:
    assert [name for name, _, _ in hamlets(words)] == named


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("Giao Văn phòng Đảng ủy tham mưu giấy mời", "Văn phòng Đảng ủy"),
        ("Đề nghị Ủy ban MTTQ xã chỉ đạo Ban công tác Mặt trận bản Mỳ gửi phiếu", "Ban công tác Mặt trận bản Mỳ"),
        ("Phòng Kinh tế, Hạ tầng và Đô thị chuẩn bị báo cáo", "Phòng Kinh tế, Hạ tầng và Đô thị"),
        ("Phối hợp với Ban Xây dựng Đảng tổng hợp", None),
        ("Tổ chức lấy ý kiến", None),
        ("Ban điều hành khu phố lấy ý kiến", "Ban điều hành khu phố"),
        ("Ủy ban kiểm tra Đảng ủy giám sát", "Ủy ban kiểm tra Đảng ủy"),
        ("Ban gửi giấy mời", None),
    ],
)  # fmt: skip
def test_who_does_something_stands_in_front(words: str, who: str | None) -> None:
    found = subject(words)
    assert (found[0] if found else None) == who


def test_long_names_are_shortened_as_papers_do() -> None:
    assert short("Ủy ban Mặt trận Tổ quốc Việt Nam xã") == "Ủy ban MTTQ xã"
    assert short("Uỷ ban Nhân dân xã") == "UBND xã"
