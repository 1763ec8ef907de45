"""Tests of the topic a text is about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.commune import Topic
from domain.routing import Lexicon, lexicon

TOPICS = (
    Topic("giao-thong", "Đường, cầu", "phong-kinh-te", words=("đường", "cầu cống", "ổ gà", "đường làng")),
    Topic("dat-dai", "Đất đai", "phong-kinh-te", words=("đất", "sổ đỏ", "hoà giải")),
    Topic("y-te", "Y tế", "tram-y-te", words=("bệnh", "thuốc", "đường huyết")),
    Topic("khac", "Khác", "van-phong"),
)


def best(text: str, limit: int = 3) -> list[str]:
    return [suggestion.topic for suggestion in Lexicon(TOPICS).suggest(text, limit)]


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        pytest.param("Đường nhiều ổ gà", ["giao-thong"], id="two-words"),
        pytest.param("duong nhieu o ga", ["giao-thong"], id="without-marks"),
        pytest.param("ĐƯỜNG HỎNG", ["giao-thong"], id="capitals"),
        pytest.param("Cấp sổ đỏ cho đất ở", ["dat-dai"], id="said-twice-counts-once-each"),
        pytest.param("đường huyết cao", ["y-te"], id="the-longer-phrase-swallows-the-shorter"),
        pytest.param("hòa giải", ["dat-dai"], id="the-tone-mark-may-stand-on-either-vowel"),
        pytest.param("dát vàng", [], id="other-marks-make-another-word"),
        pytest.param("đườngsá", [], id="a-part-of-a-word-is-another-word"),
        pytest.param("xin chào", [], id="nothing-points-anywhere"),
        pytest.param("", [], id="empty"),
    ],
)
def test_topics_are_suggested_by_their_words(text: str, topics: list[str]) -> None:
    assert best(text) == topics


def test_the_likeliest_come_first_and_equals_in_the_order_of_the_commune() -> None:
    assert best("Bệnh viện, thuốc, và đất") == ["y-te", "dat-dai"]
    assert best("đất, đường") == ["giao-thong", "dat-dai"]
    assert best("đất, đường", limit=1) == ["giao-thong"]


def test_words_written_with_their_marks_count_more_than_those_without() -> None:
    scores = {s.topic: s.score for s in Lexicon(TOPICS).suggest("đất và duong", 3)}
    assert scores["dat-dai"] > scores["giao-thong"]


def test_repeating_a_word_does_not_make_it_count_more() -> None:
    one, many = (Lexicon(TOPICS).suggest(text)[0].score for text in ("đất", "đất đất đất"))
    assert one == many


@given(st.text(max_size=300), st.integers(1, 5))
def test_suggestions_are_known_topics_each_once_best_first(text: str, limit: int) -> None:
    found = Lexicon(TOPICS).suggest(text, limit)
    assert len(found) <= limit
    assert len({s.topic for s in found}) == len(found)
    assert {s.topic for s in found} <= {topic.key for topic in TOPICS}
    assert [s.score for s in found] == sorted((s.score for s in found), reverse=True)
    assert all(s.score > 0 for s in found)


def test_the_lexicon_of_a_commune_is_made_once() -> None:
    assert lexicon(TOPICS) is lexicon(tuple(TOPICS))
