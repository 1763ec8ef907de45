"""What a test asks to go wrong, and for which calls."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Literal, get_args

# error: refused with a code and nothing done. delivered_error: done, yet answered with a code.
# lost_reply: done, then the line is cut. truncated: done, half the answer, then the line is cut.
# garbled: done, half the answer as if it were all. unnumbered: an OAuth error without its number.
# reset: nothing done, the line is cut. hang: nothing done, no answer for `seconds`. slow: late, then as usual.
Kind = Literal[
    "error",
    "delivered_error",
    "unnumbered",
    "http_401",
    "http_500",
    "bad_gateway",
    "hang",
    "slow",
    "reset",
    "lost_reply",
    "truncated",
    "garbled",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
AFTERWARDS = ("delivered_error", "lost_reply", "truncated", "garbled")
MEDIA = "media"  # the method name that stands for fetching a file


@dataclass
class Fault:
    """One thing that goes wrong `times` times, or always; None of method or user means any.

    `method` is a path after /oa/ ("message/cs"), with its version ("v2.0/oa/message"), "access_token",
    "business/message/template", a method of the Bot Platform or "media". `user` is a user, group or chat id,
    or a phone number.
    """

    kind: Kind
    code: int = -200
    method: str | None = None
    user: str | None = None
    times: int | None = 1
    probability: float = 1.0
    seconds: float = 60.0

    def fits(self, method: str, user: str) -> bool:
        return self.user in (None, user) and self.method in (None, method, method.partition("/oa/")[2])


class Faults:
    """The faults still to come; the dice are seeded, so a run can be repeated."""

    def __init__(self, seed: int = 0) -> None:
        self.waiting: list[Fault] = []
        self.dice = random.Random(seed)

    def add(self, fault: Fault) -> None:
        if fault.kind not in KINDS:
            raise ValueError(f"no such fault: {fault.kind}; there are {', '.join(KINDS)}")
        self.waiting.append(fault)

    def take(self, method: str, user: str = "") -> Fault | None:
        """The fault that hits this call, used up by one; `user` is empty where the call names none."""
        for fault in self.waiting:
            if fault.fits(method, user) and (fault.probability >= 1 or self.dice.random() < fault.probability):
                if fault.times is not None:
                    fault.times -= 1
                    if fault.times <= 0:
                        self.waiting.remove(fault)
                return fault
        return None
