"""Suggestions are counted right on messages that were not learnt from."""

from understanding.measuring import FOLDS, Score, across, folds, score, stripped, topics_from
from understanding.training import Example, invented, labelled, learn


def test_stripping_keeps_capitals_and_signs() -> None:
    assert stripped("Đường ÐẤT, Đề-nghị!") == "Duong DAT, De-nghi!"


def test_every_message_is_suggested_for_once_and_never_learnt_from_then() -> None:
    examples = [Example(str(at), "khac") for at in range(25)]
    parts = list(folds(examples))
    assert len(parts) == FOLDS
    assert sorted(each.text for _, fold in parts for each in fold) == sorted(each.text for each in examples)
    assert all(not {*rest} & {*fold} for rest, fold in parts)


def test_topics_that_are_equally_right_count() -> None:
    topics = topics_from(learn([]))
    road = Example("Đường thôn hỏng", "dien-nuoc", others=("xay-dung-giao-thong",))
    assert score(topics, [road]) == Score(messages=1, exact=0, first=1, three=1)


def test_messages_that_were_not_learnt_from_are_understood() -> None:
    """The floor under the figures of docs/understanding.md, by cross-validation."""
    examples, beside = labelled("petitions"), [*invented(), *labelled("reported"), *labelled("chat")]
    found, bare = (across(examples, beside, bare=each) for each in (False, True))

    assert found.first >= 0.95 * found.messages
    assert found.three >= 0.99 * found.messages
    assert bare.first >= found.first - 0.02 * found.messages
