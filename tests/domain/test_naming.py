"""Tests of names as papers write them, matched to a commune's departments and hamlets."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from actions.commune import commune_of, read_setup
from actions.plan_meaning import vocabulary
from domain.naming import AUDIENCE, NOBODY, WHOLE_COMMUNE, department_named, hamlet_named

SAMPLE = Path(__file__).parent.parent.parent / "samples" / "communes" / "cao-minh.yaml"
COMMUNE = commune_of(read_setup(yaml.safe_load(SAMPLE.read_text(encoding="utf-8"))))

DEPARTMENTS = {
    "Ban Xây dựng Đảng": "ban-xay-dung-dang",
    "Ban Xây dựng Đảng Đảng ủy xã": None,
    "Giao Ban Xây dựng Đảng": "ban-xay-dung-dang",
    "Ủy ban MTTQ và các tổ chức chính trị - xã hội xã": "uy-ban-mttq-xa",
    "Uỷ ban MTTQ, các đoàn thể chính trị - xã hội xã": "uy-ban-mttq-xa",
    "Ủy ban Mặt trận Tổ quốc Việt Nam xã": "uy-ban-mttq-xa",
    "UBMTTQVN xã": "uy-ban-mttq-xa",
    "Văn phòng HĐND và UBND xã": "van-phong-hdnd-ubnd",
    "Văn phòng HĐND&UBND": "van-phong-hdnd-ubnd",
    "VP HĐND - UBND xã": "van-phong-hdnd-ubnd",
    "Phòng Văn hoá - Xã hội": "phong-van-hoa-xa-hoi",
    "Trung tâm phục vụ hành chính công xã": "tt-phuc-vu-hanh-chinh-cong",
    "Công an": "cong-an-xa",
    "BCH Quân sự xã": "ban-chqs-xa",
    "Trạm Y tế": "tram-y-te",
    "Phòng Kinh tế chủ trì, phối hợp với Công an xã": "phong-kinh-te",
    # The committee itself, a body that is not set up, two at once: a person has to say.
    "UBND xã": None,
    "Chủ tịch UBND xã": None,
    "Văn phòng Đảng ủy": None,
    "Hội Nông dân xã": None,
    "Phòng Kinh tế, Công an xã": None,
    "Văn phòng Đảng ủy, Văn phòng HĐND và UBND xã": None,
    # No single department, or nobody of the commune's offices.
    "Các cơ quan chuyên môn": NOBODY,
    "Các cơ quan, đơn vị thuộc Đảng uỷ, HĐND, UBND xã": NOBODY,
    "Các tổ chức đảng trực thuộc Đảng ủy": NOBODY,
    "Ban công tác Mặt trận thôn Mẫu 1": NOBODY,
    "Trưởng thôn Mẫu 1": NOBODY,
}
UNITS = {
    "": WHOLE_COMMUNE,
    "xã": WHOLE_COMMUNE,
    "xã Cao Minh": WHOLE_COMMUNE,
    "Cao Minh": WHOLE_COMMUNE,
    "toàn xã": WHOLE_COMMUNE,
    "thôn Mẫu 1": "thon-mau-1",
    "Thôn MẪU 2": "thon-mau-2",
    "Mẫu 3": "thon-mau-3",
    "thôn Mẫu 9": None,
    "xóm Mẫu 1": None,
    "các thôn Mẫu 1, Mẫu 2": None,
    "tổ dân phố số 3": None,
    "hợp tác xã, doanh nghiệp": AUDIENCE,
    "thanh niên": AUDIENCE,
}


@pytest.mark.parametrize("name", DEPARTMENTS)
def test_departments_are_known_by_their_names(name: str) -> None:
    assert department_named(name, COMMUNE, vocabulary()) == DEPARTMENTS[name]


@pytest.mark.parametrize("unit", UNITS)
def test_units_are_hamlets_the_commune_or_people(unit: str) -> None:
    assert hamlet_named(unit, COMMUNE, vocabulary()) == UNITS[unit]


@pytest.mark.parametrize("department", COMMUNE.departments, ids=lambda each: each.key)
def test_every_department_is_known_by_its_own_name_in_any_case(department: object) -> None:
    name, key = department.name, department.key  # type: ignore[attr-defined]
    for written in (name, name.upper(), f"{name}.", f"  {name}  "):
        assert department_named(written, COMMUNE, vocabulary()) == key


@given(st.text(max_size=80))
def test_any_name_is_matched_or_asked_for(name: str) -> None:
    keys = {department.key for department in COMMUNE.departments}
    assert department_named(name, COMMUNE, vocabulary()) in {*keys, NOBODY, None}
    hamlets = {hamlet.key for hamlet in COMMUNE.hamlets}
    assert hamlet_named(name, COMMUNE, vocabulary()) in {*hamlets, WHOLE_COMMUNE, AUDIENCE, None}
