"""What a test asks to go wrong, and for which calls."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["flood", "error_500", "bad_gateway", "hang", "reset", "forbidden", "lost_reply"]
KINDS: tuple[Kind, ...] = get_args(Kind)
DOWNLOAD = "download"  # the method name that stands for fetching a file


@dataclass
class Fault:
    """One thing that goes wrong `times` times, or always; None of bot, method or chat means any."""

    kind: Kind
    bot: int | None = None
    method: str | None = None
    chat: int | None = None
    times: int | None = 1
    probability: float = 1.0
    retry_after: int = 1
    seconds: float = 60.0

    def fits(self, bot: int, method: str, chat: int) -> bool:
        return (
            self.bot in (None, bot)
            and self.chat in (None, chat)
            and (self.method is None or self.method.lower() == method.lower())
        )


class Faults:
    """The faults still to come; the dice are seeded, so a run can be repeated."""

    def __init__(self, seed: int = 0) -> None:
        self.waiting: list[Fault] = []
        self.dice = random.Random(seed)

    def add(self, fault: Fault) -> None:
        if fault.kind not in KINDS:
            raise ValueError(f"no such fault: {fault.kind}; there are {', '.join(KINDS)}")
        self.waiting.append(fault)

    def take(self, bot: int, method: str, chat: int) -> Fault | None:
        """The fault that hits this call, used up by one; `chat` is 0 where the call names none."""
        for fault in self.waiting:
            if fault.fits(bot, method, chat) and self.dice.random() < fault.probability:
                if fault.times is not None:
                    fault.times -= 1
                    if fault.times <= 0:
                        self.waiting.remove(fault)
                return fault
        return None
