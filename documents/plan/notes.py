"""Where each fact of a plan stands in the paper, and which facts a person should look at."""

from dataclasses import dataclass, field

from documents.plan.letters import shown

LONGEST = 1200


@dataclass
class Notes:
    """Filled while a plan is read; paths as in `domain.plan`."""

    sources: dict[str, str] = field(default_factory=dict)
    unsure: set[str] = field(default_factory=set)

    def take(self, path: str, sentence: str, *, sure: bool = True) -> None:
        """Write down that the fact at `path` was taken from `sentence`."""
        self.sources[path] = shown(sentence)[:LONGEST]
        if not sure:
            self.unsure.add(path)

    def doubt(self, path: str) -> None:
        self.unsure.add(path)
