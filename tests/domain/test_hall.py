"""Tests of what is said in the hall: who raised it, as it is written down in a hurry."""

import pytest

from domain.hall import match_speaker
from domain.speaker import SpeakerRegistration


def speaker(number: int, name: str) -> SpeakerRegistration:
    return SpeakerRegistration(1, 1, number, 10 + number, name, "cam", 10 + number, "duong", "x")


SPEAKERS = [speaker(1, "Nguyễn Văn Mẫu"), speaker(2, "Trần Thị Lành"), speaker(3, "Lê Văn Lành")]


@pytest.mark.parametrize(
    ("text", "number", "name", "matter"),
    [
        pytest.param("1: đường ngập", 1, "Nguyễn Văn Mẫu", "đường ngập", id="number"),
        pytest.param("số 2. loa hỏng", 2, "Trần Thị Lành", "loa hỏng", id="number-in-words"),
        pytest.param("9: đường ngập", None, None, "9: đường ngập", id="nobodys-number"),
        pytest.param("Nguyễn Văn Mẫu: đường ngập", 1, "Nguyễn Văn Mẫu", "đường ngập", id="full-name"),
        pytest.param("ông Mẫu: đường ngập", 1, "Nguyễn Văn Mẫu", "đường ngập", id="given-name"),
        pytest.param("nguyen van mau: đường ngập", 1, "Nguyễn Văn Mẫu", "đường ngập", id="without-marks"),
        # Two are called so: it is nobody's until it is clear.
        pytest.param("bà Lành: loa hỏng", None, "bà Lành", "loa hỏng", id="two-of-a-name"),
        pytest.param("Ông Khách: cống tắc", None, "Ông Khách", "cống tắc", id="not-registered"),
        pytest.param("đường ngập quá", None, None, "đường ngập quá", id="nobody-named"),
    ],
)
def test_who_raised_it(text: str, number: int | None, name: str | None, matter: str) -> None:
    found, said_by, body = match_speaker(text, SPEAKERS)
    assert (found.number if found else None, said_by, body) == (number, name, matter)
