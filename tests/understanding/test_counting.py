"""What is counted in known messages, and that the weights are what the corpus gives."""

from understanding import marks
from understanding.counting import FILE, count, words, write
from understanding.spelling import read
from understanding.training import LABELLED, everything, invented, labelled, learn

TOPICS = ("dien", "duong")
KNOWN = [(read(text), topic) for text, topic in [("mất điện 12", "dien"), ("mat dien", "dien"), ("đường mất", "duong")]]


def test_words_are_bare_syllables_and_neighbours() -> None:
    assert words(read("Mất điện, mất 12 nuocws")) == ("mat", "dien", "nuoc", "mat dien", "dien mat", "mat nuoc")


def test_words_of_a_single_message_are_forgotten() -> None:
    counts = count(KNOWN, TOPICS)
    assert counts.seen == {"dien": (2, 0), "mat": (2, 1), "mat dien": (2, 0)}
    assert counts.totals == (6, 3)


def test_a_message_is_like_those_of_its_topic() -> None:
    scores = count(KNOWN, TOPICS).scores(read("lại mất điện"))
    assert scores["dien"] > 0 > scores["duong"]
    assert abs(sum(scores.values())) < 1e-9


def test_one_known_word_is_no_likeness() -> None:
    assert count(KNOWN, TOPICS).scores(read("điện")) == {}


def test_the_weights_are_what_the_corpus_gives() -> None:
    """After a change in understanding/corpus: ./doithoai understanding train"""
    assert FILE.read_text("utf-8") == write(learn(list(everything())))
    assert marks.FILE.read_text("utf-8") == marks.written_forms(read(example.text) for example in everything())


def test_the_corpus_is_broad_and_says_nothing_twice() -> None:
    texts = [example.text for example in everything()]
    assert len(set(texts)) == len(texts) == len(invented()) + sum(len(labelled(name)) for name in LABELLED)
    assert len(texts) > 1_200
