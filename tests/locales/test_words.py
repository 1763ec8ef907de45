"""Tests of every sentence: rendering, strictness, what people type, and the checker of the files."""

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from actions.card import SHOWN
from domain.access import OnPetition, Role
from domain.answer import LATE_STATES, SCORES, UNDER_WAY, AnswerState
from domain.commune import CommuneKind, HamletKind
from domain.dialogue import DialogueState
from domain.invitation import Opens
from domain.notice import Words, verbatim, words
from domain.petition import PetitionOutcome, PetitionState
from domain.speaker import Need
from domain.text import fold
from locales import LANGUAGES, WordsMissing, ids, render, render_all, typed
from locales.check import Message, check, main, read_files

ROOT = Path(__file__).resolve().parents[2]
# Half past seven in the morning of a Friday in Vietnam.
FRIDAY = datetime(2025, 11, 14, 0, 30, tzinfo=UTC)

NUMBERS = frozenset(
    {
        "count", "days", "files", "late", "length", "limit", "megabytes", "most", "number", "open", "parts",
        "petitions", "place", "places", "seconds", "transfers",
    }
)  # fmt: skip


# ── dates and times ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("vi", "07:30, thứ Sáu, ngày 14/11/2025, tại Nhà văn hóa."),
        ("en", "07:30, Friday, 14/11/2025, at Nhà văn hóa."),
    ],
)
def test_a_moment_is_said_as_offices_write_it(language: str, said: str) -> None:
    when = words("dialogue-when", starts=FRIDAY)
    assert render(words("speaker-where", when=when, venue="Nhà văn hóa"), language) == said


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("vi", ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"]),
        ("en", ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]),
    ],
)
def test_each_day_of_the_week_has_its_name(language: str, names: list[str]) -> None:
    monday = date(2025, 11, 10)
    week = [render(words("form-day", day=monday + timedelta(days=n)), language) for n in range(7)]
    assert [day.partition(",")[0] for day in week] == names


def test_the_day_of_a_moment_is_the_day_in_vietnam() -> None:
    late_evening_in_utc = datetime(2025, 11, 13, 17, 0, tzinfo=UTC)
    assert render(words("form-day", day=late_evening_in_utc), "vi") == "thứ Sáu, ngày 14/11/2025"


def test_a_time_of_day_is_said_with_two_digits() -> None:
    assert render(words("form-answer", label="Giờ", answer=time(7, 30)), "vi") == "• Giờ: 07:30"


# ── facts ───────────────────────────────────────────────────────────────────────────────────────────────


def test_facts_may_be_words_lists_and_yes_or_no() -> None:
    needs = words("form-listed", items=[words("need-interpreter"), words("need-wheelchair")])
    assert render(words("form-answer", label=words("speaker-label-needs"), answer=needs), "en") == (
        "• Help: An interpreter, Wheelchair access"
    )
    assert render(words("speaker-ask-name", other=True), "en") == "What is the full name of the speaker?"
    assert render(words("speaker-ask-name", other=False), "en") == "Please give your full name."


def test_what_somebody_wrote_is_shown_as_it_is() -> None:
    written = "Đường { $code } ngập -- xem hình"
    assert render(verbatim(written), "vi") == written
    assert render(words("form-chosen", option=verbatim(written)), "en") == f"✓ {written}"


def test_lines_stand_one_below_the_other_and_sentences_apart() -> None:
    lines = words("lines", lines=[words("form-done"), words("form-send")])
    assert render(lines, "en") == "Done\nSend"
    assert render_all([words("form-done"), words("form-send")], "vi") == "Xong\n\nGửi"


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        ("en", 1, "1 message could not be delivered in the last 30 days:"),
        ("en", 12, "12 messages could not be delivered in the last 30 days:"),
        ("vi", 1, "1 tin chưa gửi được trong 30 ngày qua:"),
        ("vi", 12, "12 tin chưa gửi được trong 30 ngày qua:"),
    ],
)
def test_one_and_many_are_told_apart_where_the_language_does(language: str, count: int, said: str) -> None:
    assert render(words("clerk-undelivered", count=count), language) == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_of_work_may_be_longer_than_is_counted(language: str) -> None:
    assert ": 20+," in render(words("work-list", count="20+", late=3), language)


# ── every sentence ──────────────────────────────────────────────────────────────────────────────────────


def sample(message: Message, name: str, number: int) -> Any:
    """A fact as the program would give it under this name."""
    if name in message.moments:
        return FRIDAY
    return number if name in NUMBERS else "CM25-0042"


def problems_in_rendering(language: str, number: int) -> Iterable[str]:
    for id_, message in read_files(ROOT).messages[language].items():
        try:
            said = render(Words(id_, {name: sample(message, name, number) for name in message.facts}), language)
        except WordsMissing as missing:
            yield str(missing)
        else:
            if not said.strip() or any(mark in said for mark in "{}$\u2068\u2069"):
                yield f"{id_}: {said}"


@pytest.mark.parametrize("number", [0, 1, 2, 12_000])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_can_be_said(language: str, number: int) -> None:
    assert list(problems_in_rendering(language, number)) == []


def test_the_checker_and_the_reader_know_the_same_sentences() -> None:
    known = read_files(ROOT)
    for language in LANGUAGES:
        assert set(known.messages[language]) == set(ids(language))


@pytest.mark.parametrize(
    ("pattern", "values"),
    [
        ("access-refused-{}", OnPetition),
        ("access-refused-{}", Role),
        ("commune-{}", CommuneKind),
        ("commune-with-province-{}", CommuneKind),
        ("dialogue-refused-when-{}", DialogueState),
        ("dialogue-state-{}", DialogueState),
        ("entry-{}", SHOWN),
        ("answer-refused-when-{}", AnswerState),
        ("answer-refused-{}", UNDER_WAY),
        ("approver-{}", [Role.DEPARTMENT_HEAD, Role.CHAIR]),
        ("late-step-{}", LATE_STATES),
        ("outcome-{}", PetitionOutcome),
        ("score-{}", SCORES),
        ("hamlet-kind-{}", HamletKind),
        ("invite-role-{}", [*Role, Opens.GROUP]),
        ("language-{}", LANGUAGES),
        ("need-{}", Need),
        ("petition-refused-add-when-{}", [PetitionState.ANSWERED, PetitionState.WITHDRAWN]),
        ("petition-refused-when-{}", PetitionState),
        ("petition-state-{}", [*PetitionState, "late"]),
        ("role-{}", Role),
        ("web-kind-{}", CommuneKind),
    ],
)
def test_everything_an_id_is_put_together_from_has_words(pattern: str, values: Iterable[StrEnum | str | int]) -> None:
    wanted = {pattern.format(value) for value in values}
    for language in LANGUAGES:
        assert wanted - set(ids(language)) == set()


# ── strictness ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(words("no-such-sentence"), id="unknown"),
        pytest.param(words("no-such-sentence", code="CM25-0042"), id="unknown-with-facts"),
        pytest.param(words("petition-open"), id="no-facts"),
        pytest.param(words("petition-open", number=1), id="another-fact"),
        pytest.param(words("petition-open", code=None), id="none"),
        pytest.param(words("form-day"), id="no-day-for-a-function"),
        pytest.param(words("speaker-where", venue="Nhà văn hóa"), id="no-moment-for-a-function"),
        pytest.param(words("speaker-ask-name"), id="nothing-to-select-by"),
        pytest.param(words("form-chosen", option=words("no-such-sentence")), id="unknown-inside"),
        pytest.param(words("lines", lines=[words("form-done"), words("petition-open")]), id="no-facts-inside"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_that_cannot_be_said_in_full_is_not_said(wrong: Words, language: str) -> None:
    with pytest.raises(WordsMissing):
        render(wrong, language)


# ── what people type ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("language", "word", "meaning"),
    [
        ("vi", "Quay lại", "back"),
        ("vi", "quay lai", "back"),
        ("vi", "HỦY", "cancel"),
        ("vi", "huỷ", "cancel"),
        ("vi", "Xin chào!", "menu.show"),
        ("vi", "trợ giúp", "help.show"),
        ("vi", "công việc", "work.list"),
        ("en", "Go back", "back"),
        ("en", "skip", "skip"),
        ("en", "my work", "work.list"),
        # Whoever reads one language may still type the other.
        ("en", "huỷ", "cancel"),
        ("vi", "cancel", "cancel"),
    ],
)
def test_what_is_typed_means_a_button(language: str, word: str, meaning: str) -> None:
    assert typed(language)[fold(word)] == meaning


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_typed_is_known_in_its_folded_form_alone(language: str) -> None:
    known = typed(language)
    assert [word for word in known if word != fold(word) or not word] == []


# ── the checker ─────────────────────────────────────────────────────────────────────────────────────────

TIDY = {
    "locales/vi/town.ftl": """\
weekdays = thứ Hai|thứ Ba|thứ Tư|thứ Năm|thứ Sáu|thứ Bảy|Chủ nhật
typed-back = quay lại
# $name - who
greeting = Kính chào { $name }.
state-open = đang mở
state-shut = đã đóng
""",
    "locales/en/town.ftl": """\
weekdays = Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday
typed-back = back
# $name - who
greeting = Welcome, { $name }.
state-open = open
state-shut = shut
""",
    "handlers/town.py": """\
words("greeting", name="Town")
words(f"state-{state}")
Choice("@back", words("greeting", name="Town"))
""",
}


def project(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def with_extra(vi: str = "extra = Thêm.", en: str = "extra = More.", code: str = 'words("extra")') -> dict[str, str]:
    """The tidy project with one message more."""
    extra = {"locales/vi/z.ftl": f"{vi}\n", "locales/en/z.ftl": f"{en}\n", "handlers/z.py": f"{code}\n"}
    return TIDY | extra


LONG = "Đây là một câu dài hơn mức người đọc trên điện thoại có thể đọc hết trong một lần nhìn "
SOME_FACTS = """\
def facts(known, filling):
    return {"name": 1}

Step("day", ask="extra", facts=facts)
"""

PROBLEMS = {
    "not-fluent": (
        with_extra(vi="extra = Thêm.\n= Thừa"),
        ["locales/vi/z.ftl:2: not Fluent: Expected an entry start"],
    ),
    "term": (
        with_extra(vi="extra = Thêm.\n-extra = Thêm."),
        ["locales/vi/z.ftl:2: -extra: terms are not used here"],
    ),
    "twice-in-two-files": (
        with_extra(vi="extra = Thêm.\ngreeting = Chào { $name }."),
        ["locales/vi/z.ftl:2: greeting: written before, at locales/vi/town.ftl:4"],
    ),
    "twice-in-one-file": (
        with_extra(en="extra = More.\n\n# Once more\nextra = More."),
        ["locales/en/z.ftl:4: extra: written before, at locales/en/z.ftl:1"],
    ),
    "missing-in-english": (
        with_extra(en="# Nothing"),
        ["locales/vi/z.ftl:1: extra: missing in en"],
    ),
    "missing-in-vietnamese": (
        with_extra(vi="# Nothing"),
        ["locales/en/z.ftl:1: extra: missing in vi"],
    ),
    "other-facts": (
        with_extra(vi="extra = Thêm { $one }.", en="extra = More { $two }.", code='words("extra", one=1, two=2)'),
        ["locales/en/z.ftl:1: extra: vi and en differ in $one, $two"],
    ),
    "facts-of-selectors-count": (
        with_extra(
            vi="extra = { $one ->\n    [yes] Có\n   *[no] Không\n}",
            code='words("extra", one=1)',
        ),
        ["locales/en/z.ftl:1: extra: vi and en differ in $one"],
    ),
    "a-day-in-one-language": (
        with_extra(vi="extra = { DAY($day) }", en="extra = { $day }", code='words("extra", day=1)'),
        ["locales/en/z.ftl:1: extra: a day or time in one language only: $day"],
    ),
    "takes-in-nothing": (
        with_extra(vi="extra = Thêm { nothing }."),
        ["locales/vi/z.ftl:1: extra: takes in nothing, which does not exist"],
    ),
    "unknown-function": (
        with_extra(vi="extra = { WEEK($name) }", en="extra = { DAY($name) }", code='words("extra", name=1)'),
        ["locales/vi/z.ftl:1: extra: no function WEEK"],
    ),
    "words-unknown": (
        with_extra(code='words("extra")\nwords("extre")'),
        ["handlers/z.py:2: extre: no such words"],
    ),
    "one-branch-unknown": (
        with_extra(code='say("extra" if full else "extre")'),
        ["handlers/z.py:1: extre: no such words"],
    ),
    "refusal-unknown": (
        with_extra(code='words("extra")\nraise Refused("extra-shut", {"code": 1})'),
        ["handlers/z.py:2: extra-shut: no such words"],
    ),
    "button-unknown": (
        with_extra(code='words("extra")\nchoice("@back", "extre")'),
        ["handlers/z.py:2: extre: no such words"],
    ),
    "step-and-form-unknown": (
        with_extra(code='Step("day", ask="ask-day", label="extra", skip="skip-day")\nForm(review="see", send="sent")'),
        [
            "handlers/z.py:1: ask-day: no such words",
            "handlers/z.py:1: skip-day: no such words",
            "handlers/z.py:2: see: no such words",
            "handlers/z.py:2: sent: no such words",
        ],
    ),
    "other-ways-of-saying-it": (
        with_extra(
            code="""\
words(known.get(key, "extra") or "extre-a")
Words("extre-b", {"one": 1})
Unreadable("extre-c")
Choice("@back", words("extre-d") if full else words("extre-e"))
render(words(WHY.get(verb, f"extre-{verb}")))
Step("day", ask="extra", facts=lambda known, filling: {"day": 1})
"""
        ),
        [
            "handlers/z.py:1: extre-a: no such words",
            "handlers/z.py:2: extre-b: no such words",
            "handlers/z.py:3: extre-c: no such words",
            "handlers/z.py:4: extre-d: no such words",
            "handlers/z.py:4: extre-e: no such words",
            "handlers/z.py:5: extre-*: no such words",
        ],
    ),
    "loop-unknown": (
        with_extra(code='for name, ask in (("one", "extra"), ("two", "extre")):\n    Step("day", ask=ask)'),
        ["handlers/z.py:2: extre: no such words"],
    ),
    "table-unknown": (
        with_extra(code='WHY: dict[str, str] = {"a": "extra", "b": "extre"}\nwords(WHY[key])'),
        ["handlers/z.py:2: extre: no such words"],
    ),
    "prefix-unknown": (
        with_extra(code='words("extra")\nwords(f"status-{state}")'),
        ["handlers/z.py:2: status-*: no such words"],
    ),
    "trouble-unknown": (
        with_extra(code='words("extra")\nraise GiveUp("gone")\nraise GiveUp("extra")'),
        ["handlers/z.py:2: trouble-gone: no such words"],
    ),
    "page-unknown": (
        with_extra() | {"web/templates/chat.html": '<p>{{ words("extre") }}</p>'},
        ["web/templates/chat.html: extre: no such words"],
    ),
    "fact-not-given": (
        with_extra(vi="extra = Thêm { $one }.", en="extra = More { $one }."),
        ["handlers/z.py:1: extra: is not given $one"],
    ),
    "fact-of-a-refusal-not-given": (
        with_extra(
            vi="extra = { $one } { $two }",
            en="extra = { $one } { $two }",
            code='raise Refused("extra", {"one": 1})',
        ),
        ["handlers/z.py:1: extra: is not given $two"],
    ),
    "fact-of-a-step-not-given": (
        with_extra(vi="extra = { $name } { $day }", en="extra = { $name } { $day }", code=SOME_FACTS),
        ["handlers/z.py:4: extra: is not given $day"],
    ),
    "fact-of-a-message-inside-not-given": (
        with_extra(vi="extra = { greeting }", en="extra = { greeting }"),
        ["handlers/z.py:1: extra: is not given $name"],
    ),
    "fact-of-words-put-together-not-given": (
        with_extra(vi="extra-a = { $one }", en="extra-a = { $one }", code='words(f"extra-{kind}", two=2)'),
        ["handlers/z.py:1: extra-a: is not given $one"],
    ),
    "nobody-says-it": (
        with_extra(code='column("extra")'),
        ["locales/vi/z.ftl:1: extra: nobody says it"],
    ),
    "message-too-long": (
        with_extra(vi="extra =\n" + "    Câu ngắn.\n" * 100),
        ["locales/vi/z.ftl:1: extra: longer than 900 characters"],
    ),
    "sentence-too-long": (
        with_extra(vi=f"extra = Xin chào. {LONG}và {LONG.lower()}rồi {LONG.lower()}."),
        ["locales/vi/z.ftl:1: extra: 269 characters in “Đây là một câu dài hơn mức người đọc trê…”"],
    ),
    "button-too-long": (
        with_extra(vi="extra = Xem tất cả các ý kiến đã gửi từ đầu năm đến nay", code='choice("@back", "extra")'),
        ["locales/vi/z.ftl:1: extra: 47 characters on a button, 40 fit"],
    ),
    "option-too-long": (
        with_extra(
            vi="extra = Xem tất cả các ý kiến đã gửi từ đầu năm đến nay",
            code='options = [("@back", words("extra"))]',
        ),
        ["locales/vi/z.ftl:1: extra: 47 characters on a button, 40 fit"],
    ),
    "decomposed": (
        with_extra(vi=unicodedata.normalize("NFD", "extra = Thêm.")),
        ["locales/vi/z.ftl: not in Unicode's composed form (NFC)"],
    ),
    "blanks-at-the-end": (
        with_extra(vi="# Note \nextra = Thêm."),
        ["locales/vi/z.ftl:1: blanks at the end of the line"],
    ),
    "two-blanks": (
        with_extra(vi="extra = Thêm  nữa."),
        ["locales/vi/z.ftl:1: extra: two blanks"],
    ),
    "straight-quotes": (
        with_extra(vi='extra = Bấm "Thêm".'),
        ["locales/vi/z.ftl:1: extra: a straight quote"],
    ),
    "three-dots": (
        with_extra(vi="extra = Thêm..."),
        ["locales/vi/z.ftl:1: extra: three dots instead of …"],
    ),
    "button-named-otherwise": (
        with_extra(
            vi="extra = Bấm “đang mở” hoặc “Đang mở”, hay gõ “QUAY LẠI”. Đây là “{ $name }”.",
            en="extra = { $name }",
            code='words("extra", name=1)',
        ),
        ["locales/vi/z.ftl:1: extra: nothing is called “Đang mở”"],
    ),
    "spelt-both-ways": (
        with_extra(vi="extra = Huỷ thì huỷ, hủy thì hủy, đã huỷ."),
        ["locales/vi/z.ftl:1: extra: “hủy”, elsewhere “huỷ”"],
    ),
    "word-of-programmers": (
        with_extra(vi="extra = Hệ thống cần một ID."),
        [
            "locales/vi/z.ftl:1: extra: “Hệ thống” tells residents nothing",
            "locales/vi/z.ftl:1: extra: “ID” tells residents nothing",
        ],
    ),
    "weekdays": (
        TIDY | {"locales/en/town.ftl": TIDY["locales/en/town.ftl"].replace("|Sunday", "")},
        ["locales/en/town.ftl:1: weekdays: not seven names parted by |"],
    ),
    "typed-for-nothing": (
        with_extra(vi="extra = Thêm.\ntyped-fly_up = bay lên", en="extra = More.\ntyped-fly_up = fly"),
        [
            "locales/en/z.ftl:2: typed-fly_up: nothing in the program is called fly.up",
            "locales/vi/z.ftl:2: typed-fly_up: nothing in the program is called fly.up",
        ],
    ),
    "typed-for-two": (
        with_extra(
            vi="extra = Thêm.\ntyped-more = thêm nữa, QUAY LAI",
            en="extra = More.\ntyped-more = more",
            code='words("extra")\nchoice("@more", "extra")',
        ),
        ["locales/vi/z.ftl:2: typed-more: “QUAY LAI” means typed-back already"],
    ),
}


@pytest.mark.parametrize(("files", "found"), PROBLEMS.values(), ids=PROBLEMS)
def test_the_checker_finds(files: Mapping[str, str], found: list[str], tmp_path: Path) -> None:
    assert check(project(tmp_path, files)) == found


CONTENT = {
    "tidy": TIDY,
    "with-one-more": with_extra(),
    "quotes-of-fluent-itself": with_extra(vi='extra = Thêm{ " " }{ "" }.'),
    "typed-words-spelt-both-ways": with_extra(
        vi="extra = Thêm.\ntyped-more = hủy, huỷ",
        en="extra = More.\ntyped-more = undo",
        code='words("extra")\nchoice("more", "extra")',
    ),
    "somebody-else-says": with_extra(code='words("extra")\nsession.say("/start")'),
    "facts-known-only-when-it-runs": with_extra(
        vi="extra = { $one }", en="extra = { $one }", code='words("extra", **facts)'
    ),
    "a-message-inside-another": with_extra(
        vi="extra = { greeting }", en="extra = { greeting }", code='words("extra", name=1)'
    ),
    "a-trouble-that-is-a-sentence": with_extra(code='raise GiveUp("extra")\nwords("extra")'),
    "what-storage-refuses": with_extra(vi="extra = { $name }", en="extra = { $name }", code='words("extra", name=1)')
    | {"storage/file.py": 'raise Refused("extra")'},
}


@pytest.mark.parametrize("files", CONTENT.values(), ids=CONTENT)
def test_the_checker_is_content_with(files: Mapping[str, str], tmp_path: Path) -> None:
    assert check(project(tmp_path, files)) == []


def test_the_command_prints_each_problem_and_a_summary(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(project(tmp_path, with_extra(en="# Nothing")))]) == 1
    assert capsys.readouterr().out == ("locales/vi/z.ftl:1: extra: missing in en\n6 ids in 2 languages, problems: 1.\n")


def test_the_command_ends_well_when_there_is_no_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(project(tmp_path, TIDY))]) == 0
    assert capsys.readouterr().out == "5 ids in 2 languages, problems: 0.\n"
