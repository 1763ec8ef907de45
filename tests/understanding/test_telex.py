"""What is left of an input method is read as the syllable that was meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understanding.telex import healed, is_syllable


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("nuocws", "nuoc", id="keys-behind"),
        pytest.param("dduong", "duong", id="doubled-consonant"),
        pytest.param("maay", "may", id="doubled-vowel"),
        pytest.param("bij", "bi", id="tone-key"),
        pytest.param("d9uong2", "duong", id="vni"),
        pytest.param("duong", "duong", id="already-one"),
        pytest.param("test", "test", id="another-language"),
        pytest.param("4g", "4g", id="too-short"),
        pytest.param("xooong" * 3, "xooong" * 3, id="too-long"),
    ],
)
def test_a_syllable_is_healed(typed: str, meant: str) -> None:
    assert healed(typed) == meant


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=14))
def test_healing_ends_in_a_syllable_or_changes_nothing(typed: str) -> None:
    assert healed(typed) == typed or is_syllable(healed(typed))
