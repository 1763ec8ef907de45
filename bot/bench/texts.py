"""What people of a benchmark write."""

import random
from functools import cache
from pathlib import Path

import yaml


def trouble(chance: random.Random) -> str:
    """A sentence: what is wrong somewhere, and what is wanted."""
    words = _words()
    text = f"{_thing(chance)} {chance.choice(words['troubles'])}, {chance.choice(words['wishes'])}"
    return text[0].upper() + text[1:]


def petition_text(number: int) -> str:
    """A petition of about two hundred letters, of one matter; those of different numbers hardly ever say the same."""
    chance, words = random.Random(number), _words()
    address, since, harm, tried, wish = (
        chance.choice(words[kind]) for kind in ("addresses", "since", "harm", "tried", "wishes")
    )
    return (
        f"{address}, {_thing(chance)} {chance.choice(words['troubles'])} {since}, {harm}. {tried}, {wish}. "
        f"Nhà tôi ở số {number}."
    )


def _thing(chance: random.Random) -> str:
    words = _words()
    return chance.choice(words["things"]).replace("{place}", " ".join(chance.sample(words["syllables"], 2)))


@cache
def _words() -> dict[str, list[str]]:
    read: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent / "texts.yaml").read_text("utf-8"))
    return read
