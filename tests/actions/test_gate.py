"""Tests of where people are sent: what a commune says of its offices, and what is said where it says nothing."""

from dataclasses import replace
from typing import Any

import pytest
import yaml

from actions.commune import commune_of, read_setup
from actions.gate import emergency_words, guide_words, office_words
from domain.commune import Commune, Office
from domain.refusal import Refused
from locales import LANGUAGES, render, render_all
from tests.town import SAMPLES
from understanding.gate import Body

RAW: dict[str, Any] = yaml.safe_load((SAMPLES / "cao-minh.yaml").read_text(encoding="utf-8"))
COMMUNE = commune_of(read_setup({key: value for key, value in RAW.items() if key not in ("offices", "duty")}))
HEARING = [body for body in Body if body not in (Body.COURT, Body.RESCUE)]


def said(commune: Commune, body: Body) -> str:
    return render(office_words(commune, body), "vi")


@pytest.mark.parametrize("body", HEARING)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_body_is_named_also_where_the_commune_says_nothing(body: Body, language: str) -> None:
    assert render(office_words(COMMUNE, body), language)


def test_the_communes_own_seat_and_hours_are_said_where_nothing_else_is_known() -> None:
    assert said(COMMUNE, Body.COMMUNE_CHAIR).splitlines() == [
        "Chủ tịch Ủy ban nhân dân xã Cao Minh",
        "Địa chỉ: Trụ sở UBND xã Cao Minh.",
        "Giờ làm việc: 07:30–11:30, 13:30–17:00, các ngày làm việc.",
    ]


def test_of_the_level_above_no_seat_is_made_up() -> None:
    assert said(COMMUNE, Body.UPPER_LEVEL) == "Trụ sở Tiếp công dân cấp tỉnh, Thái Nguyên"


def test_what_the_commune_says_is_said() -> None:
    office = Office("Ban Tiếp công dân tỉnh", "1 Đường Mẫu", "thứ Hai đến thứ Sáu", "0208 000 0001")
    commune = replace(COMMUNE, offices=(("upper-level", office),))
    assert said(commune, Body.UPPER_LEVEL).splitlines() == [
        "Ban Tiếp công dân tỉnh",
        "Địa chỉ: 1 Đường Mẫu.",
        "Tiếp công dân: thứ Hai đến thứ Sáu.",
        "Điện thoại: 0208 000 0001.",
    ]


def test_about_the_heads_it_is_said_why_the_level_above_is_named() -> None:
    alarm = {"accused": True, "head": True, "body": "upper-level"}
    assert "nơi nhận là cấp trên" in render_all(guide_words(COMMUNE, alarm), "vi")
    assert "nơi nhận là cấp trên" not in render_all(guide_words(COMMUNE, {**alarm, "head": False}), "vi")


@pytest.mark.parametrize("number", ["113", "114", "115"])
def test_the_number_that_helps_comes_first_and_all_three_are_there(number: str) -> None:
    text = render_all(emergency_words(COMMUNE, number, told=True), "vi")
    assert text.index(number) == min(text.index(each) for each in ("113", "114", "115"))


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        pytest.param({"duty": {"title": "Trực ban", "phone": "không có"}}, "duty.phone", id="no-telephone"),
        pytest.param({"duty": {"title": "", "phone": "0208 000 0000"}}, "duty.title", id="no-title"),
        pytest.param(
            {"duty": {"title": "Trực ban", "phone": "0208 000 0000", "department": "khong-co"}}, "khong-co",
            id="unknown-department",
        ),
        pytest.param({"offices": {"toa-an": {"name": "Tòa án"}}}, "offices.toa-an", id="unknown-office"),
        pytest.param({"offices": {"police": {"phone": "113 x"}}}, "offices.police.phone", id="office-telephone"),
    ],
)  # fmt: skip
def test_a_set_up_file_that_sends_people_astray_is_refused(changed: dict[str, Any], where: str) -> None:
    with pytest.raises(Refused) as refused:
        read_setup({**RAW, **changed})
    assert where in str(refused.value.facts["problems"])
