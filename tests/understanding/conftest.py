"""The vocabularies and weights are read before the first test, so that none is slow for having come first."""

import pytest

from understanding.loading import load


@pytest.fixture(scope="session", autouse=True)
def loaded() -> None:
    load()
