"""Tests of what is proposed for the lexicon: phrases that say something, never who somebody is."""

import json

import pytest

from understanding.topic import general
from understanding.training import CORPUS
from understanding.wording import MOST, new_phrases

KILN = "Ông Trần Văn Mẫu đốt lò gạch thủ công cạnh thôn Đông, tro bay trắng vườn nhãn, số 0912345678"


@pytest.mark.parametrize(
    ("text", "proposed", "never"),
    [
        pytest.param(KILN, {"vườn nhãn"}, {"trần văn", "văn mẫu", "mẫu đốt", "thôn đông"}, id="names-and-numbers"),
        pytest.param("vuon nhan bi tro phu kin", set(), {"vuon nhan"}, id="without-marks"),
        pytest.param("Đường hỏng, vườn nhãn", {"vườn nhãn"}, {"hỏng vườn"}, id="across-a-comma"),
        pytest.param("", set(), set(), id="nothing"),
        pytest.param("😀 " * 500, set(), set(), id="emoji"),
    ],
)
def test_what_could_point_to_a_topic(text: str, proposed: set[str], never: set[str]) -> None:
    found = set(new_phrases(text, general(), "giao-duc"))
    assert proposed <= found
    assert not never & found


def test_what_points_there_already_is_not_proposed() -> None:
    assert "trường học" not in new_phrases("Mái trường học dột nát", general(), "giao-duc")
    assert "vườn nhãn" not in new_phrases(KILN, general(), "giao-duc", ["Vườn Nhãn"])


def test_of_real_petitions_little_is_proposed_and_without_numbers_and_capitals() -> None:
    texts = [json.loads(line)["text"] for line in (CORPUS / "petitions.jsonl").read_text("utf-8").splitlines()]
    for text in texts:
        found = new_phrases(text, general(), "khac")
        assert len(found) <= MOST
        assert all(phrase == phrase.lower() and not any(c.isdigit() for c in phrase) for phrase in found)
