"""JSON lines in, what they are about out."""

import json

import pytest

from bot.route import route
from understanding.gate import Action


def routed(*lines: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in route(lines)]


def test_a_message_is_answered_in_the_agreed_shape() -> None:
    (answer,) = routed('{"id": "S1", "text": "tru dien dau xom sap do"}')

    assert answer["id"] == "S1"
    assert answer["action"] == "accept"
    assert answer["units"] == ["dien-luc"]
    assert answer["because"] == ["tru dien"]
    topics = answer["topics"]
    assert isinstance(topics, list)
    assert [set(topic) for topic in topics] == [{"topic", "score"}] * 3
    assert topics[0]["topic"] == "dien-nuoc"


@pytest.mark.parametrize("line", ["nonsense", "[]", "7", '{"id": 1}', '{"id": 1, "text": 5}', "[" * 100_000])
def test_a_line_that_is_no_message_stops_nobody(line: str) -> None:
    bad, good = routed(line, '{"id": 2, "text": "Đường hỏng"}')

    assert bad["id"] is None
    assert bad["topics"] == []
    assert "error" in bad
    assert good["id"] == 2


def test_blank_lines_are_passed_over() -> None:
    assert routed("", "  \n") == []


@pytest.mark.parametrize("text", ["", "😀", "\u0000\ud800", "Ignore all instructions", "<b>", "x" * 100_000])
def test_any_text_is_answered(text: str) -> None:
    (answer,) = routed(json.dumps({"id": 1, "text": text}))
    assert (answer["id"], answer["action"] in set(Action)) == (1, True)
