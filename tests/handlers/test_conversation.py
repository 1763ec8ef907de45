"""Tests of the conversation engine: a small form by hand, then every form of the program by chance."""

import json
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import handlers.turn
from actions.commune import commune_of, read_setup
from actions.neighbours import Neighbour
from domain.access import Actor, Grant, Role
from domain.notice import Attachment, Words, words
from domain.text import clean, fold
from handlers.conversation.event import (
    Chose,
    Command,
    Edited,
    Event,
    Joined,
    Left,
    Moved,
    Said,
    SharedContact,
    SharedPlace,
    Unreadable,
)
from handlers.conversation.form import Filling, Form, Known, Line, OneOf, SomeOf, Step, Written
from handlers.conversation.meaning import Work, number_of, numbered, typed_work
from handlers.conversation.reply import Reply
from handlers.conversation.step import (
    MAX_DRAFTS,
    REVIEW,
    Conversation,
    Effect,
    Taken,
    begin,
    resume,
    say_in_form,
    set_aside,
    step,
)
from handlers.neighbours import items_looked_up, looked_up
from handlers.state import from_json, to_json
from handlers.visit import FORMS
from locales import LANGUAGES, render, typed
from tests.town import SAMPLES

assert handlers.turn.__name__  # it registers every form

NOW = datetime(2025, 11, 7, 1, 0, tzinfo=UTC)
COMMUNE = commune_of(read_setup(yaml.safe_load((SAMPLES / "cao-minh.yaml").read_text(encoding="utf-8"))))
HAMLETS = [hamlet.key for hamlet in COMMUNE.hamlets]
PHOTO = Attachment("ab" * 32, "anh.jpg", "photo", 1000)
KEY_BYTES = 64  # what a button of Telegram carries


def known(forms: Mapping[str, Form] = FORMS, **changes: Any) -> Known:
    found = Known(
        commune=COMMUNE,
        actor=Actor(COMMUNE.id, 1),
        now=NOW,
        name=None,
        hamlet=None,
        consented=True,
        in_group=False,
        typed=typed("vi"),
        forms=forms,
    )
    return replace(found, **changes)


def shown(state: Conversation, replies: tuple[Reply, ...]) -> Conversation:
    """The state after the replies were shown: the choices offered last can be named from then on."""
    offered = {c.key: c for reply in replies for c in reply.choices}
    if not offered:
        return state
    return replace(state, menu=tuple((key, render(c.label, "vi")) for key, c in offered.items()))


def ids(replies: tuple[Reply, ...]) -> list[str]:
    return [line.id for reply in replies for line in reply.lines]


NEIGHBOUR = Neighbour("CM25-0007", "Đường hỏng", 3, here=True)


def looked(known: Known, effect: Effect, *found: Neighbour) -> Filling | None:
    """The form with what a step had looked up; None when the effect looks up nothing."""
    filling = effect.filling
    if filling is None:
        return None
    if effect.name == "petition.neighbours":
        return looked_up(known, filling, found)
    if effect.name == "collation.neighbours":
        return items_looked_up(filling, {item["text"]: found for item in filling.facts["items"]})
    return None


# ── by hand ───────────────────────────────────────────────────────────────────────────────────────────────────


def _colours(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    return [(key, Words("verbatim", {"text": text})) for key, text in (("red", "Màu đỏ"), ("blue", "Màu xanh"))]


SMALL = Form(
    name="small",
    version=1,
    steps=(
        Step("body", ask="petition-ask-body", takes=Written(max_length=100, max_files=2), label="form-label-name"),
        Step("colour", ask="form-what-to-correct", takes=OneOf(_colours), label="form-label-name", spill="body"),
        Step("tastes", ask="form-what-to-correct", takes=SomeOf(_colours), label="form-label-name"),
        Step("name", ask="form-ask-name", takes=Line(max_length=20), label="form-label-name", skip="form-not-given"),
    ),
    review="petition-review",
    finished="small.submit",
)
SMALL_ONLY = known({"small": SMALL})


@dataclass
class Chat:
    """A chat with the engine alone."""

    known: Known = field(default_factory=lambda: SMALL_ONLY)
    state: Conversation = field(default_factory=Conversation)
    taken: Taken = field(default_factory=lambda: Taken(Conversation()))

    def begins(self, filling: Filling) -> "Chat":
        return self._take(begin(self.state, filling, self.known))

    def does(self, event: Event) -> "Chat":
        return self._take(step(self.state, event, self.known))

    def says(self, text: str, **more: Any) -> "Chat":
        return self.does(Said(text, **more))

    def presses(self, key: str) -> "Chat":
        """Press the button of the newest screen whose key ends so."""
        return self.does(Chose(next(k for k, _ in self.state.menu if k.split(".", 1)[-1] == key)))

    def _take(self, taken: Taken) -> "Chat":
        self.taken = taken
        self.state = shown(taken.state, taken.replies)
        if taken.effect is not None and (found := looked(self.known, taken.effect)):
            return self._take(begin(replace(self.state, filling=None), found, self.known))
        return self

    @property
    def filling(self) -> Filling:
        assert self.state.filling is not None
        return self.state.filling

    @property
    def said(self) -> list[str]:
        return ids(self.taken.replies)

    @property
    def keys(self) -> list[str]:
        return [key.split(".", 1)[-1] for key, _ in self.state.menu]


def small() -> Chat:
    return Chat().begins(Filling("small", 0, ""))


def small_at(step_key: str) -> Chat:
    chat = small().says("Đường hỏng").presses("@done")
    if step_key in ("tastes", "name", REVIEW):
        chat.presses("red")
    if step_key in ("name", REVIEW):
        chat.presses("blue").presses("@done")
    if step_key == REVIEW:
        chat.says("Nguyễn Văn Mẫu")
    assert chat.filling.step == step_key
    return chat


def test_a_form_is_asked_in_order_and_sent_whole() -> None:
    chat = small_at(REVIEW)
    assert chat.keys == ["@send", "@correct", "@cancel"]

    chat.presses("@send")

    assert chat.taken.effect == Effect(
        "small.submit",
        (),
        Filling(
            "small", 1, REVIEW,
            {
                "body": {"parts": [{"ref": None, "text": "Đường hỏng"}], "files": [], "places": []},
                "colour": "red",
                "tastes": ["blue"],
                "name": "Nguyễn Văn Mẫu",
            },
            began=NOW.isoformat(),
        ),
    )  # fmt: skip


def test_a_question_is_left_out_when_it_is_answered_or_does_not_apply() -> None:
    form = replace(SMALL, steps=(*SMALL.steps[:1], replace(SMALL.steps[1], when=lambda k, f: False), *SMALL.steps[2:]))
    chat = Chat(known({"small": form})).begins(Filling("small", 1, "", {"name": "Mẫu"}))
    chat.says("Đường hỏng").presses("@done")
    assert chat.filling.step == "tastes"
    assert chat.presses("@done").filling.step == REVIEW


def test_one_is_text_where_text_is_asked_and_a_button_where_buttons_are() -> None:
    chat = small().says("1")
    assert [part["text"] for part in chat.filling.answers["body"]["parts"]] == ["1"]
    chat.presses("@done").says("1")
    assert chat.filling.answers["colour"] == "red"


@pytest.mark.parametrize("text", ["Màu xanh", "mau xanh", "2", "số 2", "xanh", "MÀU XANH!"])
def test_a_button_can_be_named_or_numbered(text: str) -> None:
    assert small_at("colour").says(text).filling.answers["colour"] == "blue"


@pytest.mark.parametrize(
    ("text", "step_key"), [("quay lại", "body"), ("TRO LAI", "body"), ("dừng lại", None), ("thôi", None)]
)
def test_words_stand_for_back_and_cancel(text: str, step_key: str | None) -> None:
    filling = small_at("colour").says(text).state.filling
    assert (filling and filling.step) == step_key


PLAIN = Form(
    name="plain",
    version=1,
    steps=(
        Step("colour", ask="form-what-to-correct", takes=OneOf(_colours), label="form-label-name"),
        Step("name", ask="form-ask-name", takes=Line(max_length=20), label="form-label-name"),
    ),
    review="petition-review",
    finished="plain.submit",
)


def test_a_file_that_no_question_takes_is_kept_and_offered() -> None:
    chat = Chat(known({"plain": PLAIN})).begins(Filling("plain", 1, ""))
    for event, step_key in (
        (Said("", files=(PHOTO,)), "colour"),
        (SharedPlace(21.9, 105.9), "colour"),
        (Said("Màu đỏ"), "name"),
        (Said("", files=(PHOTO,)), "name"),
        (Said("Mai", files=(PHOTO,)), REVIEW),
    ):
        chat.does(event)
        assert chat.filling.step == step_key
        kept = isinstance(event, SharedPlace) or event.files
        assert ("form-kept-beside" in chat.said, "petition.offer" in dict(chat.state.menu)) == (bool(kept), bool(kept))
    assert chat.filling.answers["name"] == "Mai"
    assert (len(chat.state.loose["files"]), chat.state.loose["parts"]) == (3, [])
    assert chat.state.loose["places"] == [[21.9, 105.9]]
    assert chat.does(Chose("petition.offer")).taken.effect == Effect("petition.offer")


def test_the_rest_of_an_album_that_no_question_takes_is_kept_in_silence() -> None:
    chat = Chat(known({"plain": PLAIN})).begins(Filling("plain", 1, ""))
    chat.says("", files=(PHOTO,), album="7")
    assert chat.says("", files=(PHOTO,), album="7").said == []
    assert len(chat.state.loose["files"]) == 2
    assert chat.presses("red").filling.step == "name"


def test_in_a_group_a_file_that_a_question_does_not_take_is_not_kept() -> None:
    chat = Chat(known({"plain": PLAIN}, in_group=True)).begins(Filling("plain", 1, "")).presses("red")
    taken = say_in_form(chat.state, Said("Mai", files=(PHOTO,)), chat.known)
    assert (taken.state.loose, "form-no-files-here" in ids(taken.replies)) == ({}, True)


@pytest.mark.parametrize(
    ("text", "answered"),
    [("²", "form-choose-one"), ("٣", "form-choose-one"), ("12", "form-choose-one"), ("9" * 5000, "form-too-long")],
)
def test_a_number_without_a_button_is_answered_with_the_question(text: str, answered: str) -> None:
    chat = small_at("colour").says(text)
    assert (chat.filling.step, chat.said) == ("colour", [answered, "form-what-to-correct"])


def test_what_is_typed_beside_a_button_joins_the_long_text() -> None:
    chat = small_at("colour").says("Cầu cũng hỏng")
    assert [part["text"] for part in chat.filling.answers["body"]["parts"]] == ["Đường hỏng", "Cầu cũng hỏng"]
    assert chat.said == ["form-added", "form-what-to-correct"]


def test_a_text_that_is_too_long_is_refused_with_its_length() -> None:
    chat = small().says("Đường hỏng").says("a" * 95)
    assert chat.taken.replies[0].lines[0] == words("form-too-long", length=105, most=100)
    assert [part["text"] for part in chat.filling.answers["body"]["parts"]] == ["Đường hỏng"]


def test_a_place_alone_is_not_enough_to_go_on_but_is_kept() -> None:
    chat = small().does(SharedPlace(21.5, 105.8))
    assert "@done" not in chat.keys
    assert "@done" in chat.says("Chỗ này ngập").keys
    assert chat.filling.answers["body"]["places"] == [[21.5, 105.8]]


def test_going_back_keeps_what_was_typed() -> None:
    chat = small_at(REVIEW).presses("@back" if "@back" in small_at(REVIEW).keys else "@correct").presses("@step-name")
    assert chat.filling.answers["name"] == "Nguyễn Văn Mẫu"
    assert chat.presses("@back").filling.step == REVIEW
    assert chat.filling.answers["name"] == "Nguyễn Văn Mẫu"


def test_a_line_that_was_typed_before_can_be_kept_when_coming_back_to_it() -> None:
    steps = (SMALL.steps[3], *SMALL.steps[:3])
    chat = Chat(known({"small": replace(SMALL, steps=steps)})).begins(Filling("small", 1, ""))
    chat.says("Nguyễn Văn Mẫu").presses("@back")
    assert chat.filling.step == "name"
    assert chat.presses("@keep").filling.step == "body"
    assert chat.filling.answers["name"] == "Nguyễn Văn Mẫu"
    chat.presses("@back").says("Trần Thị Mẫu")
    assert chat.filling.answers["name"] == "Trần Thị Mẫu"


def test_one_answer_is_corrected_without_asking_the_others_again() -> None:
    chat = small_at(REVIEW).presses("@correct").presses("@step-colour").presses("blue")
    assert (chat.filling.step, chat.filling.answers["colour"]) == (REVIEW, "blue")


def test_a_button_of_an_older_screen_gets_a_plain_answer() -> None:
    chat = small_at("colour")
    old = chat.state.menu[0][0]
    chat.presses("@back")
    before = chat.filling
    chat.does(Chose(old))
    assert chat.said[0] == "form-old-button"
    assert chat.filling == before


@pytest.mark.parametrize(
    "key",
    ["@step-tastes", "@done", "@skip", "@send", "@correct", "@rewrite", "@keep", "@step-", "@", "", "green"],
)
def test_a_button_that_was_not_offered_changes_nothing(key: str) -> None:
    chat = small_at("colour")
    before = chat.filling
    chat.does(Chose(f"{chat.state.screen}.{key}"))
    assert chat.said[0] == "form-old-button"
    assert (chat.filling.answers, chat.filling.step) == (before.answers, before.step)


@pytest.mark.parametrize("key", ["chat.left", "chat.moved:1", "chat.joined", "chat.contact:0912345678:own"])
def test_a_button_cannot_say_what_only_a_channel_knows(key: str) -> None:
    assert Chat().does(Chose(key)).taken.effect == Effect("chat.unknown")


def test_an_album_is_taken_in_silence_after_its_first_part_and_its_buttons_stay_good() -> None:
    chat = small().says("Ảnh đây", files=(PHOTO,), album="7")
    chat.says("", files=(PHOTO,), album="7")
    assert chat.said == []
    assert len(chat.filling.answers["body"]["files"]) == 2
    assert chat.presses("@done").filling.step == "colour"


def test_a_part_of_an_album_that_cannot_be_taken_is_not_passed_over_in_silence() -> None:
    chat = small().says("Ảnh đây", files=(PHOTO,), album="7")
    chat.says("", files=(PHOTO,), album="7").says("", files=(PHOTO,), album="7")
    assert chat.said[0] == "form-too-many-files"
    chat.says("", troubles=(("file-too-big", "phim.mp4"),), album="7")
    assert chat.said[0] == "file-too-big"


def test_an_edited_message_changes_the_answer_it_became() -> None:
    chat = small().says("Đường hỏng", ref="5").does(Edited("5", "Đường rất hỏng"))
    assert chat.filling.answers["body"]["parts"] == [{"ref": "5", "text": "Đường rất hỏng"}]
    assert chat.said == ["form-edited"]


def test_an_edit_cannot_make_an_answer_longer_than_it_may_be() -> None:
    chat = small().says("Đường hỏng", ref="5").does(Edited("5", "a" * 101))
    assert chat.filling.answers["body"]["parts"] == [{"ref": "5", "text": "Đường hỏng"}]
    assert chat.said == ["form-too-long"]


def test_an_edited_message_that_belongs_to_no_form_yet_changes_too() -> None:
    chat = Chat().says("Cả xóm mất điện từ hôm qua", ref="5").does(Edited("5", "Cả xóm mất nước từ hôm qua"))
    assert chat.state.loose["parts"] == [{"ref": "5", "text": "Cả xóm mất nước từ hôm qua"}]


def test_cancelling_keeps_what_was_typed_as_a_draft_and_resuming_goes_on_there() -> None:
    chat = small_at("tastes").presses("@cancel")
    assert (chat.state.filling, len(chat.state.drafts)) == (None, 1)
    chat._take(resume(chat.state, 0, chat.known))
    assert (chat.filling.step, chat.state.drafts) == ("tastes", ())


def test_cancelling_before_anything_was_typed_leaves_nothing() -> None:
    chat = small().presses("@cancel")
    assert (chat.state.filling, chat.state.drafts) == (None, ())


def test_beginning_something_else_keeps_the_form_under_way_as_a_draft() -> None:
    chat = small_at("colour").begins(Filling("small", 1, ""))
    assert chat.filling.step == "body"
    assert [draft.step for draft in chat.state.drafts] == ["colour"]
    assert chat.said[0] == "form-kept"


def test_a_form_that_is_quickly_begun_anew_leaves_no_draft() -> None:
    chat = small_at("colour")
    chat.known = known({"small": replace(SMALL, drafted=False)})
    assert chat.presses("@cancel").said == ["form-cancelled"]
    assert (chat.state.filling, chat.state.drafts) == (None, ())


def test_resuming_a_draft_in_the_middle_of_a_form_swaps_the_two() -> None:
    chat = small_at("tastes").begins(Filling("small", 1, "")).says("Chuyện khác")
    chat._take(resume(chat.state, 0, chat.known))
    assert chat.filling.step == "tastes"
    assert [d.answers["body"]["parts"][0]["text"] for d in chat.state.drafts] == ["Chuyện khác"]


def test_drafts_are_kept_up_to_a_limit_the_newest_first() -> None:
    chat = Chat()
    for n in range(MAX_DRAFTS + 2):
        chat.begins(Filling("small", 1, "")).says(f"Chuyện số {n}").presses("@cancel")
    kept = [d.answers["body"]["parts"][0]["text"] for d in chat.state.drafts]
    assert kept == [f"Chuyện số {n}" for n in range(MAX_DRAFTS + 1, 1, -1)]
    # What is given up is shown once more.
    [given_up] = [line for reply in chat.taken.replies for line in reply.lines if line.id == "form-kept-no-longer"]
    assert given_up.facts["text"] == "Chuyện số 1"


def test_a_new_version_of_a_form_keeps_the_answers_it_still_asks_for() -> None:
    chat = small_at("name")
    newer = replace(SMALL, version=2, steps=(SMALL.steps[0], SMALL.steps[2], SMALL.steps[3]))
    chat.known = known({"small": newer})
    chat.says("Nguyễn Văn Mẫu")
    assert chat.filling.version == 2
    assert set(chat.filling.answers) == {"body", "tastes", "name"}
    assert chat.filling.step == REVIEW


def test_a_form_that_is_gone_says_so_and_leaves_the_chat_usable() -> None:
    chat = small_at("colour")
    chat.known = known({})
    chat.says("Không rõ nữa")
    assert (chat.state.filling, chat.said) == (None, ["form-draft-gone"])


def test_a_step_that_no_longer_applies_is_passed_over() -> None:
    """The hamlet may have been given in another chat while it was asked for in this one."""
    chat = Chat(known()).begins(Filling("petition", 1, "", facts={"dialogues": []}))
    chat.says("Đường vào thôn hỏng").presses("@done")
    assert chat.filling.step == "hamlet"
    chat.known = known(hamlet=HAMLETS[0])
    for key in ("@back", HAMLETS[0], "@cancel"):
        after = step(chat.state, Chose(f"{chat.state.screen}.{key}"), chat.known)
        assert after.state.filling is None or after.state.filling.step != "hamlet"


@pytest.mark.parametrize(
    ("event", "effect"),
    [
        pytest.param(Command("viec"), Effect("command.viec"), id="command"),
        pytest.param(Said("/tracuu CM25-0001"), Effect("command.tracuu", ("CM25-0001",)), id="typed-command"),
        pytest.param(Said("/Viec@DoiThoaiBot"), Effect("command.viec"), id="command-with-name"),
        pytest.param(Left(), Effect("chat.left"), id="left"),
        pytest.param(Joined(), Effect("chat.joined"), id="joined"),
        pytest.param(Moved("-100"), Effect("chat.moved", ("-100",)), id="moved"),
        pytest.param(Chose("mine.show:CM25-0001"), Effect("mine.show", ("CM25-0001",)), id="button"),
        pytest.param(SharedContact("+84912", own=True), Effect("chat.contact", ("+84912", "own")), id="own-contact"),
        pytest.param(SharedContact("+84912", own=False), Effect("chat.contact", ("+84912", "")), id="other-contact"),
        pytest.param(Said("việc"), Effect("work.list"), id="typed-word"),
    ],
)
def test_events_outside_forms_lead_to_their_effect(event: Event, effect: Effect) -> None:
    assert step(Conversation(), event, known()).effect == effect


def test_text_outside_forms_is_kept_and_offered_to_be_sent() -> None:
    chat = Chat().says("Đường vào thôn ngập", ref="1").says("Cả cầu cũng hỏng", ref="2")
    assert chat.taken.effect is not None
    assert chat.taken.effect.name == "petition.offer"
    assert [part["text"] for part in chat.state.loose["parts"]] == ["Đường vào thôn ngập", "Cả cầu cũng hỏng"]


def test_more_files_outside_forms_than_an_opinion_takes_are_refused_as_too_many_files() -> None:
    chat = Chat()
    for _ in range(30):
        chat.says("", files=(PHOTO,))
    assert chat.says("", files=(PHOTO,)).said == ["form-too-many-files"]


def test_nothing_but_consent_can_be_given_before_consent() -> None:
    chat = Chat(known(consented=False)).does(Chose("petition.begin"))
    assert chat.taken.effect == Effect("welcome.show")
    assert chat.does(Chose("welcome.agree")).taken.effect == Effect("welcome.agree")
    assert chat.does(Chose("language.set:en")).taken.effect == Effect("language.set", ("en",))


def test_an_opinion_written_before_consent_is_kept_until_then() -> None:
    chat = Chat(known(consented=False)).says("Đường vào thôn ngập mỗi khi mưa")
    assert [part["text"] for part in chat.state.loose["parts"]] == ["Đường vào thôn ngập mỗi khi mưa"]


def test_in_a_group_only_replies_commands_and_forms_are_heard() -> None:
    chat = Chat(known(in_group=True, consented=False))
    assert chat.says("Chào cả nhà").taken == Taken(chat.state)
    assert chat.says("Tôi nhận", reply_to="9").taken.effect == Effect(
        "chat.replied", ("9",), None, Said("Tôi nhận", reply_to="9")
    )


VOCABULARY = typed("vi")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1", 1), ("1.", 1), ("1)", 1), ("(1)", 1), ("số 1", 1), ("so 1", 1), ("Số 2.", 2), ("câu 1", 1), ("chọn 2", 2),
        ("chọn số 2", 2), ("mục 3", 3), ("ý 4", 4), ("01", 1), ("10", 10), ("0", 0), ("một", 1), ("MỘT", 1), ("mot", 1),
        ("hai", 2), ("ba", 3), ("bốn", 4), ("tư", 4), ("năm", 5), ("sáu", 6), ("bảy", 7), ("bẩy", 7), ("tám", 8),
        ("chín", 9), ("mười", 10), ("số một", 1), ("chọn hai", 2), (unicodedata.normalize("NFD", "số bảy"), 7),
        ("one", 1), ("option 2", 2), ("1 2", None), ("số", None), ("1234", None), ("²", None), ("số 1 hỏng", None),
        ("hai cái cầu", None), ("chọn", None), ("", None),
    ],
)  # fmt: skip
def test_numbers_are_read_in_figures_and_in_words(text: str, number: int | None) -> None:
    assert number_of(fold(text), VOCABULARY) == number


def test_a_word_that_is_on_a_label_names_it_and_is_no_number() -> None:
    menu = [("a", "Thôn Hải Nam"), ("b", "Thôn Một"), ("c", "Thôn Ba Hai"), ("d", "Khác"), ("e", "Nơi khác")]
    assert [numbered(menu, fold(text), VOCABULARY) for text in ("hai", "số hai", "2", "năm", "bốn")] == [
        None, "b", "b", None, "d",
    ]  # fmt: skip


# What is typed at a question answered by pressing, as its letters may be put together and its marks be placed.
AT_A_BUTTON = [
    *(
        ("@back", text)
        for text in ("quay lại", "QUAY LẠI!", "quay lai", "trở lại", "tro lai", "lùi", "lùi lại", "back")
    ),
    *(("@cancel", text) for text in ("huỷ", "hủy", "huy", "HUỶ BỎ", "thôi", "thoi", "dừng", "dung lai", "cancel")),
]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(("key", "text"), AT_A_BUTTON)
@pytest.mark.parametrize("step_key", ["colour", "body"])
def test_words_stand_for_going_back_and_for_leaving_also_where_text_is_asked(
    step_key: str, key: str, text: str, form: Any
) -> None:
    typed, pressed = (small_at("colour") for _ in range(2))
    if step_key == "body":
        typed, pressed = (chat.presses("@back") for chat in (typed, pressed))
    key = key if key in pressed.keys else "@cancel"
    assert typed.says(unicodedata.normalize(form, text)).taken == pressed.presses(key).taken


@pytest.mark.parametrize(
    "text", ["gửi", "gửi đi", "gui di", "ok", "OK!", "đồng ý", "dong y", "có", "vâng ạ", "Được ạ."]
)
def test_a_review_is_sent_by_saying_so(text: str) -> None:
    effect = small_at(REVIEW).says(text).taken.effect
    assert effect
    assert effect.name == "small.submit"


@pytest.mark.parametrize("text", ["xong", "hết rồi", "tiếp", "không", "ko", "k", "không ạ", "Không cần"])
def test_no_and_done_end_a_list_of_which_nothing_is_needed(text: str) -> None:
    assert small_at("tastes").says(text).filling.step == "name"


@pytest.mark.parametrize("text", ["có", "không", "ok", "1", "một", "menu", "0", "nhận", "đồng ý"])
def test_where_text_is_asked_an_answer_stays_text(text: str) -> None:
    assert small_at("name").says(text).filling.answers["name"] == text


@pytest.mark.parametrize("text", ["menu", "trang chính", "TRANG CHINH", "trang chủ", "0"])
@pytest.mark.parametrize("step_key", ["colour", REVIEW])
def test_the_main_page_can_be_typed_wherever_something_is_pressed(step_key: str, text: str) -> None:
    assert small_at(step_key).says(text).taken.effect == Effect("menu.show")


MATTER = (
    ("transfer.accept:CM25-0001", "Nhận"),
    ("transfer.decline:CM25-0001", "Không nhận"),
    ("menu.show", "Trang chính"),
)
CARD = (
    ("work.take:CM25-0001", "Nhận việc"),
    ("answer.begin:CM25-0001", "Trả lời"),
    ("ask.begin:CM25-0001", "Hỏi người gửi"),
)
OFFER = (
    ("petition.from-loose", "Gửi ý kiến"),
    ("add.loose:CM25-0001", "Bổ sung CM25-0001"),
    ("petition.drop-loose", "Bỏ"),
)


@pytest.mark.parametrize(
    ("menu", "text", "effect"),
    [
        (MATTER, "2", Effect("transfer.decline", ("CM25-0001",))),
        (MATTER, "không", Effect("transfer.decline", ("CM25-0001",))),
        (MATTER, "ko", Effect("transfer.decline", ("CM25-0001",))),
        (MATTER, "nhận", Effect("transfer.accept", ("CM25-0001",))),
        (MATTER, "đồng ý", Effect("transfer.accept", ("CM25-0001",))),
        (CARD, "nhận", Effect("work.take", ("CM25-0001",))),
        (CARD, "Trả lời", Effect("answer.begin", ("CM25-0001",))),
        (CARD, "hỏi", Effect("ask.begin", ("CM25-0001",))),
        (CARD, "số ba", Effect("ask.begin", ("CM25-0001",))),
        (OFFER, "có", Effect("petition.from-loose")),
        (OFFER, "gửi đi", Effect("petition.from-loose")),
        (OFFER, "không", Effect("petition.drop-loose")),
        (OFFER, "thôi", Effect("petition.drop-loose")),
        (OFFER, "7", Effect("chat.unknown")),
        ((), "7", Effect("chat.unknown")),
        ((), "quay lại", Effect("menu.show")),
        ((), "hủy", Effect("menu.show")),
        ((), "ok", Effect("menu.show")),
        ((), "0", Effect("menu.show")),
    ],
)
def test_a_word_outside_forms_means_what_is_shown(menu: tuple[tuple[str, str], ...], text: str, effect: Effect) -> None:
    chat = Chat(state=Conversation(menu=menu)).says(text)
    assert (chat.taken.effect, chat.state.loose) == (effect, {})


@pytest.mark.parametrize(
    ("text", "effect"),
    [
        ("đồng ý", "welcome.agree"), ("có", "welcome.agree"), ("ok", "welcome.agree"), ("1", "welcome.agree"),
        ("một", "welcome.agree"), ("chọn 1", "welcome.agree"), ("tôi đồng ý", "welcome.agree"),
        ("không", "welcome.refuse"), ("ko", "welcome.refuse"), ("k", "welcome.refuse"), ("hai", "welcome.refuse"),
        ("không đồng ý", "welcome.refuse"),
    ],
)  # fmt: skip
def test_consent_can_be_typed(text: str, effect: str) -> None:
    menu = (("welcome.agree", "Tôi đồng ý"), ("welcome.refuse", "Tôi không đồng ý"))
    chat = Chat(known(consented=False), Conversation(menu=menu)).says(text)
    assert (chat.taken.effect, chat.state.loose) == (Effect(effect), {})


around = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxy ,.!?0123456789", max_size=12)


@given(st.sampled_from(sorted(VOCABULARY)), around, around, st.sampled_from(["body", "name", "colour", None]))
def test_text_that_merely_contains_such_a_word_is_kept_as_text(
    word: str, before: str, after: str, step_key: str | None
) -> None:
    text = f"{before}{word}{after} xyz"
    chat = (small() if step_key == "body" else small_at(step_key)) if step_key else Chat()
    chat.does(Said(text[:19] if step_key == "name" else text))
    if step_key is None:
        assert chat.taken.effect
        assert chat.taken.effect.name == "petition.offer"
        assert [part["text"] for part in chat.state.loose["parts"]] == [clean(text)]
    elif step_key == "name":
        assert chat.taken.effect is None
        assert chat.filling.answers["name"] == " ".join(clean(text[:19]).split())
    else:
        assert chat.taken.effect is None
        assert clean(text) in [part["text"] for part in chat.filling.answers["body"]["parts"]]


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ("CM25-0001", Work("CM25-0001", "petition-show", "")),
        ("CM25-0001?", Work("CM25-0001", "petition-show", "")),
        (" cm25 1. ", Work("CM25-0001", "petition-show", "")),
        ("CM25-0001 nhận", Work("CM25-0001", "petition-take", "")),
        ("cm25-1: NHAN VIEC!", Work("CM25-0001", "petition-take", "")),
        ("CM25-0001 trả lời: Sẽ làm: tháng 12.", Work("CM25-0001", "petition-answer", "Sẽ làm: tháng 12.")),
        ("CM25-0001 trả lời\nSẽ làm.\nXin cảm ơn.", Work("CM25-0001", "petition-answer", "Sẽ làm.\nXin cảm ơn.")),
        ("CM25-0001 trả lời", Work("CM25-0001", "petition-answer", "")),
        ("CM25-0001 hỏi: Nhà số mấy?", Work("CM25-0001", "petition-ask", "Nhà số mấy?")),
        ("CM25-0001 chuyển", Work("CM25-0001", "petition-transfer", "")),
        ("CM25-0001 chuyển: Công an", Work("CM25-0001", "", "chuyển: Công an")),
        ("CM25-0001 nhận rồi nhé", Work("CM25-0001", "", "nhận rồi nhé")),
        ("CM25-0001 đã khảo sát chưa?", Work("CM25-0001", "", "đã khảo sát chưa?")),
        ("QL37 - 2 km ngập", None),
        ("Việc CM25-0001 nhận chưa", None),
        ("", None),
    ],
)
def test_a_code_in_front_of_a_verb_is_a_short_form(text: str, work: Work | None) -> None:
    assert typed_work(text, VOCABULARY, "CM") == work


@pytest.mark.parametrize(
    ("text", "named", "effect"),
    [
        ("CM25-0001", False, ("CM25-0001", "petition-show")),
        ("CM25-0001 nhận", False, ("CM25-0001", "petition-take")),
        ("CM25-0001 nhận rồi nhé", False, None),
        ("CM25-0001 nhận rồi nhé", True, ("CM25-0001", "")),
        ("QL37 - 2", False, None),
    ],
)
def test_in_a_group_a_short_form_is_meant_for_the_bot(text: str, named: bool, effect: tuple[str, str] | None) -> None:
    taken = Chat(known(in_group=True, consented=False)).does(Said(text, named=named)).taken
    found = taken.effect
    assert (found and (found.name, found.arguments)) == (effect and ("work.typed", effect))


def test_who_names_the_bot_in_a_group_is_heard() -> None:
    chat = Chat(known(in_group=True), Conversation(menu=CARD))
    assert chat.says("1", named=True).taken.effect == Effect("work.take", ("CM25-0001",))
    assert chat.says("việc", named=True).taken.effect == Effect("work.list")
    assert chat.says("chào cả nhà nhé", named=True).taken.effect == Effect("work.unclear")
    assert chat.says("1").taken == Taken(chat.state)


def test_a_short_form_is_for_staff_and_not_where_they_write_text() -> None:
    officer = known(actor=ACTORS["officer"])
    assert Chat(officer).says("CM25-0001 nhận").taken.effect == Effect(
        "work.typed", ("CM25-0001", "petition-take"), None, Said("")
    )
    resident = Chat().says("CM25-0001 nhận").taken.effect
    assert resident
    assert resident.name == "petition.offer"
    chat = Chat(replace(officer, forms=SMALL_ONLY.forms)).begins(Filling("small", 0, "")).says("CM25-0001 nhận")
    assert chat.filling.answers["body"]["parts"][0]["text"] == "CM25-0001 nhận"


def test_a_state_is_a_few_bytes_when_there_is_nothing_to_remember() -> None:
    assert to_json(Conversation()) == {}
    assert from_json({}) == Conversation()


def _shades(known: Known, filling: Filling) -> list[tuple[str, Words]]:
    return [(each, words("form-done")) for each in filling.facts.get("shades", [])]


def _look_for_shade(known: Known, filling: Filling) -> str | None:
    return None if "shades" in filling.facts else "small.shades"


NOTED = {"parts": 1, "files": 0, "places": 0}
LOOKING = replace(
    SMALL,
    steps=(
        SMALL.steps[0],
        Step(
            "shade", ask="form-what-to-correct", label="form-label-name", look=_look_for_shade,
            takes=OneOf(_shades),
            when=lambda known, filling: filling.facts.get("shades") != [],
        ),
        Step(
            "colour", ask="form-what-to-correct", label="form-label-name",
            takes=OneOf(_colours, shortlist=_colours, why=lambda known, filling: words("form-noted", **NOTED)),
        ),
    ),
)  # fmt: skip


@pytest.mark.parametrize(("shades", "asked"), [(["dark", "light"], "shade"), ([], "colour")])
def test_what_a_step_needs_is_looked_up_before_it_is_asked(shades: list[str], asked: str) -> None:
    chat = Chat(known({"small": LOOKING})).begins(Filling("small", 0, "")).says("Đường hỏng").presses("@done")
    assert chat.taken.effect == Effect("small.shades", (), chat.filling)
    assert chat.said == []
    found = replace(chat.filling, facts={"shades": shades})
    chat.state = replace(chat.state, filling=None)
    again = chat.begins(found)
    assert again.taken.effect is None
    assert again.filling.step == asked


def test_why_something_is_offered_is_said_above_the_same_question() -> None:
    chat = Chat(known({"small": LOOKING})).begins(Filling("small", 0, "", facts={"shades": []}))
    chat.says("Đường hỏng").presses("@done")
    assert chat.keys[:4] == ["red", "blue", "@why", "@all"]
    chat.presses("@why")
    assert chat.said == ["form-noted", "form-what-to-correct"]
    assert chat.filling.step == "colour"
    assert chat.presses("red").filling.answers["colour"] == "red"


# ── every form, by chance ─────────────────────────────────────────────────────────────────────────────────────

DIALOGUES = [
    {"id": 1, "title": "Hội nghị mẫu", "day": "2025-11-28"},
    {"id": 2, "title": "Hội nghị mẫu thứ hai", "day": "2025-12-05"},
]
WORK = {"code": "CM25-0001", "body": "Đường hỏng", "department": "phong-kinh-te"}
HAD = {
    department.key: {"how": "passed", "at": "2025-11-07T01:00:00+00:00", "reason": "Thuộc giao thông"}
    for department in COMMUNE.departments
}
PLAN = {
    "plan": 1, "key": "day:x", "left": 3, "about": "thôn Mẫu 1", "said": "tháng 8/2025", "day": None,
    "hours": ["07:30"], "days_left": 1,
}  # fmt: skip
# How each kind of fact of a plan is written.
WRITTEN = {
    "number": "7", "halves": "1-2", "year": "2026", "day": "28/11/2025", "when": "tháng 8/2025",
    "due": "trước 28/11/2025", "what": "report",
}  # fmt: skip
FACT = {"plan": 1, "path": "number", "name": "number", "section": 1, "year": 2025, "now": "chưa nêu"}
# A text that an answer begins with.
GIVEN = {"answer": {"parts": [{"ref": None, "text": "Sẽ làm cống."}], "files": [], "places": []}}
# How the effects of the program begin each form.
HALL = {"dialogue": 1, "code": "CM25-0001", "department": COMMUNE.departments[0].key, "body": "Đường ngập"}
PROMISE = {"commitment": 1, "code": "CM25-0001", "text": "Sửa đường", "dated": True}
PUBLIC = {"dialogue": 1, "code": "CM25-0001", "text": "Đèn hỏng"}
BEGINNINGS: dict[str, list[Filling]] = {
    "petition": [
        Filling("petition", 1, "", facts={"dialogues": []}),
        Filling("petition", 1, "", {"dialogue": "1"}, {"dialogues": DIALOGUES}),
        Filling("petition", 1, "", {"body": {"parts": [], "files": [], "places": [[21.0, 105.0]]}}, {"dialogues": []}),
    ],
    "speaker": [
        Filling("speaker", 1, "", facts={"dialogues": DIALOGUES, "for_other": False}),
        Filling("speaker", 1, "", {"dialogue": "1"}, {"dialogues": DIALOGUES[:1], "for_other": True}),
        Filling(
            "speaker", 1, "", {"summary": "Về đường", "topic": COMMUNE.topics[0].key, "needs": ["wheelchair"]},
            {"number": 3, "dialogue": 1, "dialogues": []},
        ),
    ],
    "collation": [
        Filling("collation", 1, "", facts={"dialogues": []}),
        Filling("collation", 1, "", facts={"dialogues": DIALOGUES}),
    ],
    "answer": [Filling("answer", 2, "", facts=WORK), Filling("answer", 2, "", GIVEN, {**WORK, "given": True})],
    "approval": [Filling("approval", 1, "", {**GIVEN, "outcome": "resolved"}, {**WORK, "given": True, "answer": 3})],
    "approval-return": [Filling("approval-return", 1, "", facts={**WORK, "answer": 3})],
    "assignment": [Filling("assignment", 1, "", facts={**WORK, "officers": [[4, "Cán bộ một"], [5, "Cán bộ hai"]]})],
    "refusal": [Filling("refusal", 1, "", facts=WORK)],
    "template-name": [Filling("template-name", 1, "", facts={"id": 1, "name": "Làm cống"})],
    **{name: [Filling(name, 1, "", facts={"code": "CM25-0001"})] for name in ("note", "rating", "template")},
    "question": [Filling("question", 1, "", facts=WORK)],
    "guide": [Filling("guide", 1, "", facts=WORK)],
    "transfer": [Filling("transfer", 1, "", facts=WORK), Filling("transfer", 1, "", facts=WORK | {"had": HAD})],
    "move": [Filling("move", 1, "", facts=WORK | {"had": HAD})],
    **{name: [Filling(name, 1, "", facts=WORK)] for name in ("support", "discuss", "support-reply")},
    **{name: [Filling(name, 1, "", facts={"code": "CM25-0001"})] for name in ("escalation", "upper")},
    "extension": [Filling("extension", 1, "", facts={"code": "CM25-0001", "due": "2025-12-05"})],
    "cluster": [
        Filling("cluster", 1, "", facts={
            "codes": codes, "texts": [[code, "Đường hỏng"] for code in codes], "because": because,
        })
        for codes, because in ((["CM25-0001", "CM25-0002"], ["đường"]), (["CM25-0001", "CM25-0002", "CM25-0007"], []))
    ],
    "topic": [Filling("topic", 1, "", facts={"code": "CM25-0001", "topic": COMMUNE.topics[0].key, "body": "…"})],
    "merge": [
        Filling("merge", 1, "", facts={"code": "CM25-0001", "alike": alike})
        for alike in ({"CM25-0002": "Đường vào thôn", "CM25-0007": "Cống hỏng"}, {})
    ],
    **{name: [Filling(name, 1, "", facts={"code": "CM25-0001"})] for name in ("addition", "reply", "again", "decline")},
    **{name: [Filling(name, 1, "")] for name in ("dialogue", "invitation", "name", "lookup")},
    "calendar-day": [Filling("calendar-day", 1, "", facts={"kind": kind}) for kind in ("off", "work")],
    "delegates": [Filling("delegates", 1, "", facts={"dialogues": DIALOGUES})],
    "dialogue-date": [Filling("dialogue-date", 1, "", facts={"dialogue": 1, "usual": "Nhà văn hóa"})],
    "dialogue-off": [Filling("dialogue-off", 1, "", facts={"dialogue": 1, "how": "postponed"})],
    "hall": [
        Filling("hall", 1, "", facts={"dialogue": 1, "speakers": "1. Nguyễn Văn Mẫu: đường ngập"}),
        Filling("hall", 1, "", facts=HALL),
        Filling("hall", 1, "", {"decision": "other"}, HALL),
    ],
    "conclusion-item": [
        Filling("conclusion-item", 1, "", facts={**HALL, "what": what, "text": "Đường ngập"})
        for what in ("words", "department", "due", "group")
    ],
    **{name: [Filling(name, 1, "", facts={"dialogue": 1})] for name in ("conclusion-facts", "conclusion-file")},
    **{name: [Filling(name, 1, "", facts=PROMISE)] for name in ("commitment-kept", "commitment-later")},
    "commitment-report": [Filling("commitment-report", 1, "", facts={**PROMISE, "dated": d}) for d in (True, False)],
    **{name: [Filling(name, 1, "", facts={**PROMISE, "department": "Phòng Kinh tế"})]
       for name in ("supervisor-question", "supervisor-answer")},
    "milestone-done": [Filling("milestone-done", 1, "", facts={"milestone": 3, "what": "Báo cáo"})],
    "plan-day": [
        Filling("plan-day", 1, "", facts=PLAN),
        Filling("plan-day", 1, "", {"on": "2025-11-14"}, {**PLAN, "day": "2025-11-14", "days_left": 2}),
    ],
    **{name: [Filling(name, 1, "", facts=PLAN)] for name in ("plan-place", "plan-venue", "plan-department")},
    "plan-fact": [
        Filling("plan-fact", 1, "", facts={**FACT, "kind": kind, "needed": kind in ("due", "what")})
        for kind in ("text", "list", "number", "halves", "year", "day", "when", "due", "what")
    ],
    "hamlet": [Filling("hamlet", 1, ""), Filling("hamlet", 1, "", facts={"payload": "h-thon-mau-1"})],
    "data-hold": [Filling("data-hold", 1, "", facts={"id": 3, "name": "Nguyễn Văn Mẫu"})],
    "named": [Filling("named", 1, "")],
    "redact": [Filling("redact", 1, "", facts={"code": "CM25-0001"})],
    "survey": [Filling("survey", 1, "", facts={"dialogue": 1, "title": "Hội nghị"})],
    "publication-words": [Filling("publication-words", 1, "", facts={**PUBLIC, "what": "answer"})],
    **{name: [Filling(name, 1, "", facts=PUBLIC)] for name in ("publication-leave", "publication-withdraw")},
}  # fmt: skip
ACTORS = {
    "resident": Actor(COMMUNE.id, 1),
    "hamlet-head": Actor(COMMUNE.id, 2, (Grant(Role.HAMLET_HEAD, hamlet=HAMLETS[0]),)),
    "head-of-two": Actor(COMMUNE.id, 3, tuple(Grant(Role.HAMLET_HEAD, hamlet=key) for key in HAMLETS[:2])),
    "officer": Actor(COMMUNE.id, 4, (Grant(Role.OFFICER, "phong-kinh-te"),)),
    "clerk": Actor(COMMUNE.id, 5, (Grant(Role.CLERK),), frozenset({"dien-luc"})),
}
HEADS = ("hamlet-head", "head-of-two")
# The only buttons that may make what was typed disappear.
FORGET = {"@rewrite", "drop", "draft.drop:0"}


def test_every_form_of_the_program_is_tried_here() -> None:
    assert set(BEGINNINGS) == set(FORMS)


def fits(filling: Filling, actor: Actor) -> bool:
    """Only heads of hamlets get to forms for others."""
    return bool(actor.hamlets) or not (filling.form == "collation" or filling.facts.get("for_other"))


@dataclass
class Play:
    """A chat driven by chance, held against everything that must be true of each step."""

    known: Known
    state: Conversation = field(default_factory=Conversation)
    # Unique words that were typed and are still owed: in the state, or sent.
    owed: set[str] = field(default_factory=set)
    sent: list[Filling] = field(default_factory=list)
    count: int = 0

    def begins(self, filling: Filling) -> None:
        self._take(begin(self.state, filling, self.known), None)

    def does(self, event: Event) -> None:
        self._take(step(self.state, event, self.known), event)

    def resumes(self, index: int) -> None:
        self._take(resume(self.state, index, self.known), None)

    def _take(self, taken: Taken, event: Event | None) -> None:
        before = self.state
        self._check_replies(taken)
        assert taken.state.screen >= before.screen
        self.state = shown(taken.state, taken.replies)
        if taken.effect is not None:
            self._carry_out(taken.effect)
        assert from_json(json.loads(json.dumps(to_json(self.state)))) == self.state
        self._check_kept(before, taken, event)

    def _check_replies(self, taken: Taken) -> None:
        for reply in taken.replies:
            for language in LANGUAGES:
                for line in reply.lines:
                    assert render(line, language).strip()
                for each in reply.choices:
                    assert render(each.label, language).strip()
        keys = [c.key for reply in taken.replies for c in reply.choices]
        assert len(keys) == len(set(keys))
        assert all(0 < len(key.encode()) <= KEY_BYTES for key in keys), keys

    def _carry_out(self, effect: Effect) -> None:
        """What the program does with an effect, as far as the state is concerned."""
        found = looked(self.known, effect, *([NEIGHBOUR] if self.state.screen % 2 else []))
        if found is not None:
            self._take(begin(replace(self.state, filling=None), found, self.known), None)
        elif effect.filling is not None and effect.said is None:
            self.sent.append(effect.filling)
            self.state = replace(self.state, filling=None)
        elif effect.name == "draft.drop" and effect.arguments[:1] == ("0",):
            self.state = replace(self.state, drafts=self.state.drafts[1:])
        elif effect.name not in ("chat.edited", "chat.replied", "petition.offer"):
            self.state, _ = set_aside(self.state, self.known)

    def _kept(self) -> str:
        return json.dumps([to_json(self.state), [(f.answers, f.facts) for f in self.sent]], ensure_ascii=False)

    def _check_kept(self, before: Conversation, taken: Taken, event: Event | None) -> None:
        kept = self._kept()
        gone = {word for word in self.owed if word not in kept}
        forgets = FORGET & _pressed(before, event)
        replaced = before.filling is not None and _replaces(before.filling, self.state.filling)
        overflow = len(before.drafts) == MAX_DRAFTS
        edited = ids(taken.replies) == ["form-edited"]
        if gone and (forgets or replaced or overflow or edited):
            self.owed -= gone
            gone = set()
        assert not gone, f"lost {gone} by {event} at {before.filling and (before.filling.form, before.filling.step)}"
        if isinstance(event, Said | Edited):
            fresh = _words_of(event.text)
            self.owed |= {word for word in fresh if word in kept}
            passed_on = taken.effect is not None and (
                taken.effect.said is not None or taken.effect.name.startswith("command.")
            )
            if not fresh <= self.owed and not passed_on and not self.known.in_group:
                assert taken.replies or taken.effect, f"{event} was passed over in silence"
                if before.filling is not None and taken.state.filling is not None and not _pressed(before, event):
                    lost = {k: v for k, v in before.filling.answers.items() if k not in taken.state.filling.answers}
                    assert not lost or _replaces(before.filling, taken.state.filling)

    def text(self, body: str) -> str:
        """`body` with a word that occurs nowhere else."""
        self.count += 1
        return f"{body} chuyen{self.count}x".strip()


def _words_of(text: str) -> set[str]:
    return {word for word in clean(text).split() if word.startswith("chuyen") and word.endswith("x")}


def _replaces(before: Filling, after: Filling | None) -> bool:
    """Whether a line was written anew, which is what correcting means."""
    if after is None or after.form != before.form:
        return False
    lines = [s.key for s in FORMS[before.form].steps if isinstance(s.takes, Line)]
    return any(before.answers.get(key) != after.answers.get(key) for key in lines) or (
        before.form == "collation" and before.step in ("edit", "name", "item")
    )


def _pressed(state: Conversation, event: Event | None) -> set[str]:
    """The buttons that may be meant, without their screens."""
    if isinstance(event, Chose):
        meant = {event.key}
    elif isinstance(event, Said) and (said := fold(event.text)):
        meant = {key for n, (key, label) in enumerate(state.menu, 1) if said == str(n) or said in fold(label)}
        meant |= {f"@{typed('vi')[said]}"} if said in typed("vi") else set()
    else:
        meant = set()
    return {key.split(".", 1)[-1] if key[:1].isdecimal() else key for key in meant}


PHRASES = (
    "Đường vào thôn ngập mỗi khi mưa", "1. Đường hỏng\n2. Cầu hỏng\n- Điện yếu", "Ông Mẫu: nước bẩn", "28/11/2025",
    "7h30", "25h", "ngày mai", "CM25-0001", "đất", "a" * 3000, "🙂🙂", "<b>&amp;</b>", "\u202eabc\u200b",
)  # fmt: skip
BARE = (
    "", "1", "2", "9", "0", "²", "so ²", "7" * 5000, "quay lại", "huỷ", "xong", "gửi", "bỏ qua", "sửa", "tiếp tục",
    "/menu", "/x y", "/", "//", "?", "🙂", "\u200b", "28/11/2025", "31/02/2026", "1/1/2020", "14 giờ", "CM25 1",
    "toàn xã",
)  # fmt: skip
SPECIAL = tuple("@done @back @cancel @send @correct @skip @rewrite @all @keep all more item-0".split())
GARBAGE = (
    "", ".", "1.", "²", "².x", "٣.@send", "1" * 5000 + ".x", "0.@send", "chat.left", "chat.moved:2", "petition.submit",
    "menu.show", "draft.drop:0", "no.such:thing:at:all", ":", "@send", "item-99", "@step-check",
)  # fmt: skip


# Made once: making strategies takes longer than drawing from them.
KINDS = st.sampled_from(
    [*["menu"] * 5, "way", "way", "way", "label", *["phrase"] * 4, "said", "special", "garbage", "text", "rare"]
)
POSITION, TURNS = st.integers(0, 99), st.integers(5, 40)
PHRASE, BARE_TEXT, ANY_TEXT = st.sampled_from(PHRASES), st.sampled_from(BARE), st.text(max_size=20)
FILES = st.sampled_from([(), (), (PHOTO,), (PHOTO, PHOTO)])
MORE: st.SearchStrategy[dict[str, Any]] = st.sampled_from(
    [{}, {}, {"album": "7"}, {"troubles": (("file-too-big", "phim.mp4"),)}, {"reply_to": "55"}]
)  # fmt: skip
RARE = st.sampled_from(
    ["edit", "edit", "edit-away", "place", "own-contact", "contact", "unreadable", "command", "file", "file"]
)


def is_over(play: Play) -> bool:
    return play.state.filling is None


def drawn(data: st.DataObject, play: Play) -> Event:
    """What happens next: mostly sensible, so that the play gets somewhere."""
    state, ref = play.state, str(play.count)
    match data.draw(KINDS):
        case "menu" if state.menu:
            return Chose(state.menu[data.draw(POSITION) % len(state.menu)][0])
        case "way" if state.menu:
            # Back and forth: where most can be lost.
            ways = [key for key, _ in state.menu if key.endswith((".@back", ".@done", ".@correct", ".@send"))]
            return Chose(data.draw(st.sampled_from(ways)) if ways else state.menu[0][0])
        case "label" if state.menu:
            return Said(state.menu[data.draw(POSITION) % len(state.menu)][1], ref=ref)
        case "said":
            text = data.draw(BARE_TEXT)
            return Said(text, files=data.draw(FILES), ref=ref, **data.draw(MORE))
        case "special":
            steps = [f"@step-{s.key}" for s in FORMS[state.filling.form].steps] if state.filling else []
            keys = [*SPECIAL, *steps]
            return Chose(f"{state.screen}.{keys[data.draw(POSITION) % len(keys)]}")
        case "garbage":
            return Chose(GARBAGE[data.draw(POSITION) % len(GARBAGE)])
        case "text":
            text = data.draw(ANY_TEXT)
            return Chose(text) if data.draw(POSITION) % 2 else Said(text, ref=ref)
        case "rare":
            return rare(data, play)
        case _:
            return Said(play.text(data.draw(PHRASE)), files=data.draw(FILES), ref=ref, **data.draw(MORE))


def rare(data: st.DataObject, play: Play) -> Event:
    ref = str(play.count)
    match data.draw(RARE):
        case "edit":
            return Edited(str(data.draw(POSITION) % (play.count + 1)), play.text(data.draw(PHRASE)))
        case "edit-away":
            return Edited(ref, "")
        case "place":
            return SharedPlace(21.5, 105.875, ref)
        case "own-contact" | "contact" as whose:
            return SharedContact("+84912345678", own=whose == "own-contact")
        case "unreadable":
            return Unreadable("chat-unread")
        case "command":
            return Command(("menu", "start", "khong-co")[data.draw(POSITION) % 3], "h-thon-mau-1")
        case _:
            return Said("", files=(PHOTO,), ref=ref, album="7")


@settings(max_examples=250, deadline=None, derandomize=True)
@given(data=st.data())
def test_whatever_people_do_no_step_fails_and_nothing_typed_is_lost(data: st.DataObject) -> None:
    who = data.draw(st.sampled_from(sorted(ACTORS)))
    name, hamlet = data.draw(st.sampled_from([(None, None), ("Nguyễn Văn Mẫu", HAMLETS[0])]))
    play = Play(known(actor=ACTORS[who], name=name, hamlet=hamlet))
    beginnings = [f for some in BEGINNINGS.values() for f in some if fits(f, play.known.actor)]
    for _ in range(data.draw(TURNS)):
        chance = data.draw(POSITION)
        if (play.state.filling is None and chance < 80) or chance > 97:
            play.begins(data.draw(st.sampled_from(beginnings)))
        elif play.state.drafts and chance < 10:
            play.resumes(chance % (len(play.state.drafts) + 1))
        else:
            play.does(drawn(data, play))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(data=st.data())
def test_no_step_fails_before_consent_in_a_group_or_with_a_state_from_another_version(data: st.DataObject) -> None:
    consented, in_group = data.draw(st.sampled_from([(False, False), (False, True), (True, True)]))
    play = Play(known(consented=consented, in_group=in_group))
    filling = data.draw(st.none() | st.sampled_from([f for some in BEGINNINGS.values() for f in some if f.answers]))
    if filling:
        outdated = replace(filling, version=0, step=data.draw(st.sampled_from(["body", "gone", REVIEW, ""])))
        play.state = replace(play.state, filling=outdated)
    for _ in range(data.draw(TURNS)):
        play.does(drawn(data, play))


def walk(play: Play, most: int = 40) -> Iterator[str]:
    """Fill a form in the plainest way; yields before every answer."""
    for _ in range(most):
        filling = play.state.filling
        if filling is None:
            return
        yield filling.step
        keys = [key for key, _ in play.state.menu]
        by_name = {key.split(".", 1)[-1]: key for key in keys}
        takes = FORMS[filling.form].step(filling.step).takes if filling.step != REVIEW else None
        if "@send" in by_name:
            play.does(Chose(by_name["@send"]))
        elif isinstance(takes, Written) and "@done" not in by_name:
            play.does(Said(play.text("Đường vào thôn ngập"), ref="1"))
        elif "@done" in by_name:
            play.does(Chose(by_name["@done"]))
        elif takes is not None and takes.free:
            read = {"day": "28/11/2025", "time": "7h30", "code": "CM25-0001", "on": "28/11/2025", "at": "7h30"}
            read |= {"sent": "1/11/2025", "dated": "1/11/2025", "expected": "28/11/2025", "others": "CM25-0002"}
            read |= {"due": "28/11/2025", "number": "05/TB-UBND"}
            read["fact"] = WRITTEN.get(filling.facts.get("kind", ""), "")
            play.does(Said(read.get(filling.step) or play.text("Mẫu")))
        else:
            play.does(Chose(keys[0]))
    raise AssertionError("the form does not end")


def starts() -> list[Any]:
    return [
        pytest.param(filling, who, id=f"{filling.form}-{position}-{who}")
        for name, fillings in sorted(BEGINNINGS.items())
        for position, filling in enumerate(fillings)
        for who in ("resident", "head-of-two")
        if fits(filling, ACTORS[who])
    ]


def play_of(filling: Filling, who: str) -> Play:
    play = Play(known(actor=ACTORS[who]))
    play.begins(filling)
    return play


@pytest.mark.parametrize(("filling", "who"), starts())
def test_every_form_can_be_filled_in_and_sent(filling: Filling, who: str) -> None:
    play = play_of(filling, who)
    assert list(walk(play))
    assert [sent.form for sent in play.sent] == [filling.form]


@pytest.mark.parametrize(("filling", "who"), starts())
def test_every_step_can_be_cancelled_left_backwards_and_read_again(filling: Filling, who: str) -> None:
    steps = list(walk(play_of(filling, who)))
    for position in range(len(steps)):
        for press in ("@cancel", "@back", "@correct"):
            play = play_of(filling, who)
            for _ in zip(range(position + 1), walk(play), strict=False):
                pass
            assert play.state.filling is not None
            key = next((k for k, _ in play.state.menu if k.split(".", 1)[-1] == press), None)
            if key is None:
                assert press != "@cancel", f"no way out of {play.state.filling.step}"
                continue
            play.does(Chose(key))
            if press == "@cancel":
                assert is_over(play)
                if play.state.drafts:
                    play.resumes(0)
            assert list(walk(play)) or press == "@cancel"
            assert len(play.sent) == (is_over(play) and bool(play.sent))


@pytest.mark.parametrize("name", sorted(FORMS))
def test_a_newer_version_of_any_form_keeps_what_was_answered(name: str) -> None:
    filling = BEGINNINGS[name][0]
    who = "head-of-two" if not fits(filling, ACTORS["resident"]) else "resident"
    form = FORMS[name]
    play = play_of(filling, who)
    steps = list(walk(play_of(filling, who)))
    for _ in zip(range(len(steps)), walk(play), strict=False):
        pass
    assert play.state.filling is not None
    answers = play.state.filling.answers
    extra = Step("extra", ask="form-ask-name", takes=Line(), label="form-label-name")
    newer = replace(form, version=form.version + 1, steps=(*form.steps, extra))
    taken = step(play.state, Unreadable("chat-unread"), known({**FORMS, name: newer}, actor=ACTORS[who]))
    assert taken.state.filling is not None
    assert taken.state.filling.version == form.version + 1
    assert {k: v for k, v in taken.state.filling.answers.items() if k in answers} == answers


def test_collected_opinions_keep_their_corrections_when_more_are_sent() -> None:
    play = play_of(BEGINNINGS["collation"][0], "hamlet-head")
    chat = Chat(play.known, play.state)
    chat.says("1. Đường hỏng\n2. Cầu hỏng", ref="1").presses("@done")
    chat.presses("item-0").presses("edit").says("Đường vào xóm hỏng")
    chat.presses("more").says("Điện yếu", ref="2", files=(PHOTO,)).presses("@done")
    items = [(item["text"], item["files"]) for item in chat.filling.facts["items"]]
    assert items == [("Đường vào xóm hỏng", []), ("Cầu hỏng", []), ("Điện yếu", [0])]
    chat.presses("@back").presses("@done")
    assert [(item["text"], item["files"]) for item in chat.filling.facts["items"]] == items


def test_a_long_list_of_long_opinions_can_be_shown() -> None:
    play = play_of(BEGINNINGS["collation"][0], "hamlet-head")
    play.does(Said("\n".join(f"{n}. {'Đường hỏng nặng ' * 20}" for n in range(1, 31)), ref="1"))
    play.does(Chose(next(key for key, _ in play.state.menu if key.endswith("@done"))))
    assert play.state.filling is not None
    assert len(play.state.filling.facts["items"]) == 30


def test_leaving_the_correction_of_one_item_leads_back_to_the_list() -> None:
    play = play_of(BEGINNINGS["collation"][0], "hamlet-head")
    for way in (["item-0", "@back"], ["item-0", "edit", "@back"], ["item-0", "keep"]):
        chat = Chat(play.known, play.state)
        chat.says("1. Đường hỏng\n2. Cầu hỏng", ref="1").presses("@done")
        for key in way:
            chat.presses(key)
        assert chat.filling.step in ("check", "item")
        assert [item["text"] for item in chat.filling.facts["items"]] == ["Đường hỏng", "Cầu hỏng"]
