"""Sentences without a choice in them are put together without Fluent: exactly as Fluent would."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

import locales
from locales import LANGUAGES, WordsMissing

MOMENTS = (datetime(2025, 11, 4, 17, 5, tzinfo=UTC), date(2025, 11, 5))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("value", ["Đường thôn", "", 0, 7, 999, 1000, 12345, -1], ids=repr)
def test_a_plain_sentence_is_what_fluent_makes_of_it(language: str, value: Any) -> None:
    compared = 0
    for id_ in locales.ids(language):
        plain = locales._plain(language, id_)
        for moment in MOMENTS:
            facts = {part.name: moment if part.function else value for part in plain or () if not isinstance(part, str)}
            if plain is not None:
                assert locales._bundle_text(language, id_, facts) == locales._by_fluent(language, id_, facts), id_
                compared += 1
    assert compared > 200


@pytest.mark.parametrize("facts", [{}, {"code": None}, {"code": "CM25-0001", "due": "tomorrow"}], ids=str)
def test_a_fact_that_is_missing_or_wrong_is_found(facts: dict[str, Any]) -> None:
    with pytest.raises(WordsMissing):
        locales._bundle_text("vi", "reminder-late", facts)
