"""Tests of what the gate keeps while it waits for a word."""

from dataclasses import replace

from domain.gate import Alarm
from handlers.conversation.form import Filling
from handlers.gate import as_loose, traces_of
from handlers.turn import take_turn  # noqa: F401  # with every form of the program
from handlers.visit import FORMS

SINCE = "2025-11-07T01:00:00+00:00"
PART = {"ref": "7", "text": "Ông A nhận 20 triệu"}
FILE = {"sha256": "a" * 64, "name": "anh.jpg", "kind": "photo", "size": 9}
BODY = {"parts": [PART], "files": [FILE], "places": [], "beside": [0]}
FILLING = Filling(
    "petition", 1, "topic", {"body": BODY, "hamlet": "thon-mau-1"}, {"gate": {"first": 12}, "dialogues": []},
    began="2025-11-05T01:00:00+00:00",
)  # fmt: skip
HELD = {
    "alarm": Alarm.DENUNCIATION.value, "accused": True, "body": "commune-chair", "head": False, "since": SINCE,
    "may_go_on": [], "left_out": [], "filling": vars(FILLING), "ending": False,
}  # fmt: skip


def test_what_was_written_in_a_form_leaves_traces_since_the_form_began() -> None:
    traces = traces_of(HELD, FORMS)
    assert (traces.texts, traces.refs, traces.first) == (("Ông A nhận 20 triệu",), ("7",), 12)
    assert traces.files == (FILE["sha256"],)
    assert traces.since.isoformat() == FILLING.began


def test_in_another_commune_only_the_words_are_held() -> None:
    loose = as_loose(HELD, FORMS)
    assert "filling" not in loose
    assert loose["loose"] == {"parts": [PART], "files": [FILE], "places": [], "gate": {"first": 12}}
    before, after = traces_of(HELD, FORMS), traces_of(loose, FORMS)
    assert replace(after, since=before.since) == before
    assert as_loose(loose, FORMS) is loose


def test_one_short_answer_is_held_as_words_too() -> None:
    filling = Filling("rating", 1, "why", {"why": "Ông A nhận 20 triệu"}, {"gate": {"first": 3}}, began=SINCE)
    loose = as_loose({**HELD, "filling": vars(filling)}, FORMS)
    assert loose["loose"]["parts"] == [{"ref": None, "text": "Ông A nhận 20 triệu"}]


# Forms that anybody may fill in, and what is typed in them that is no opinion: names, codes, and what a batch judges
# matter by matter.
OF_RESIDENTS = {
    "petition", "addition", "reply", "again", "rating", "survey", "speaker", "lookup", "name", "hamlet", "collation",
}  # fmt: skip
NO_OPINIONS = {
    "petition.name", "speaker.name", "lookup.code", "name.name", "collation.body", "collation.edit", "collation.name",
}  # fmt: skip


def test_whatever_residents_write_as_an_opinion_is_judged() -> None:
    """A new question that takes free text from residents is judged, or stands above with its reason."""
    free = {(form.name, step) for form in FORMS.values() for step in form.steps if step.takes.free}
    judged = {f"{form}.{step.key}" for form, step in free if step.judged}
    assert judged == {
        "petition.body", "addition.more", "reply.more", "again.more", "rating.why", "survey.why", "speaker.summary",
    }  # fmt: skip
    assert {f"{form}.{step.key}" for form, step in free if form in OF_RESIDENTS} - judged == NO_OPINIONS
