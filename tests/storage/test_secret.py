"""Tests of secrets at rest: what goes in comes out under a known key, and never otherwise."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings import read_settings
from storage.secret import Secrets, SecretUnreadable, new_key

OLD, NEW = new_key(), new_key()


@given(st.text())
def test_what_was_sealed_is_opened_again_and_not_seen(plain: str) -> None:
    secrets = Secrets([OLD])

    sealed = secrets.seal(plain)

    assert secrets.open(sealed) == plain
    assert re.fullmatch(r"[A-Za-z0-9_=-]+", sealed)
    assert sealed != secrets.seal(plain)


def test_the_first_key_seals_and_all_open() -> None:
    before = Secrets([OLD]).seal("bí mật")
    both = Secrets([NEW, OLD])

    assert both.open(before) == "bí mật"
    assert Secrets([NEW]).open(both.seal("bí mật")) == "bí mật"


@pytest.mark.parametrize(
    "sealed",
    [
        pytest.param(Secrets([OLD]).seal("bí mật"), id="another-key"),
        pytest.param(Secrets([NEW]).seal("bí mật")[:-10], id="cut"),
        pytest.param("", id="empty"),
        pytest.param("không phải", id="something-else"),
    ],
)
def test_what_cannot_be_opened_says_so_without_a_cause(sealed: str) -> None:
    with pytest.raises(SecretUnreadable) as caught:
        Secrets([NEW]).open(sealed)

    assert (str(caught.value), caught.value.__cause__) == ("", None)
    assert caught.value.__suppress_context__


def test_a_new_key_is_one_that_the_settings_take() -> None:
    assert OLD != NEW
    assert read_settings({"DOITHOAI_SECRET_KEY": f"{NEW}, {OLD}"}).zalo.secrets == (NEW, OLD)
