"""Keys of rows of many communes at once."""

from collections.abc import Collection

# Commune and number.
Key = tuple[int, int]


def pairs(keys: Collection[Key]) -> dict[str, list[int]]:
    """As two arrays, because a list of pairs would soon have more parameters than a statement may have."""
    return {"communes": [commune for commune, _ in keys], "ids": [each for _, each in keys]}
