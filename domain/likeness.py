"""Petitions that seem to be one matter, less those that a clerk has said are not."""

from collections.abc import Collection, Sequence


def without_apart(members: Sequence[int], apart: Collection[tuple[int, int]]) -> list[list[int]]:
    """Groups of `members` in their order in which no two are a pair of `apart` (lower id first); single ones go."""
    left, groups = list(members), []
    while len(left) > 1:
        group: list[int] = []
        for each in left:
            if all((min(each, other), max(each, other)) not in apart for other in group):
                group.append(each)
        left = [each for each in left if each not in group]
        if len(group) > 1:
            groups.append(group)
    return groups
