"""Tests of reading the names of delegates."""

import pytest

from domain.delegate import read_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Nguyễn Văn Mẫu", ("Nguyễn Văn Mẫu",)),
        ("Nguyễn Văn Mẫu\nTrần Thị Mẫu", ("Nguyễn Văn Mẫu", "Trần Thị Mẫu")),
        ("1. Nguyễn Văn Mẫu\n2) Trần Thị Mẫu\n- Lý Mẫu", ("Nguyễn Văn Mẫu", "Trần Thị Mẫu", "Lý Mẫu")),
        ("nguyễn văn mẫu, Nguyen Van Mau; Trần Thị Mẫu,", ("nguyễn văn mẫu", "Trần Thị Mẫu")),
        ("  \n 12. \n ,; ", ()),
    ],
)
def test_names_are_read_as_people_list_them(text: str, names: tuple[str, ...]) -> None:
    assert read_names(text) == names
