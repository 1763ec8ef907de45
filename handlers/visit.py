"""One visit: what is known while the effect of a step is carried out, and the register of effects."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from actions.desk import Desk
from domain.refusal import Refused
from handlers.conversation.form import Filling, Form, Known
from handlers.conversation.reply import Choice, Reply, Words
from handlers.conversation.step import Conversation, Effect
from storage.conversation import Talk
from storage.database import Step
from storage.file import FileStore
from storage.person import Person

# More would not fit into a column of the database.
MOST_DIGITS = 9


@dataclass
class Visit:
    """`step` is the unit of work that the desk works with.

    `link` makes a link into this channel from a payload, `group_link` one that adds it to a group.
    `links` are those into every channel that the commune has, by channel.
    `user` is the channel's id of who writes, `name_heard` what the channel calls them; `files` holds what was sent.
    `emergency` is the number to call where this step told of a danger to life; it is said before all else.
    """

    step: Step
    desk: Desk
    person: Person
    talk: Talk
    state: Conversation
    known: Known
    effect: Effect
    user: str
    name_heard: str | None
    link: Callable[[str], str | None]
    group_link: Callable[[str], str | None]
    links: Callable[[str], Mapping[str, str]]
    files: FileStore
    emergency: str = ""

    def web_link(self, payload: str) -> str | None:
        return self.links(payload).get("web")

    @property
    def results_link(self) -> str:
        """Where everybody reads what is public; empty where there are no pages."""
        chat = self.web_link("")
        return f"{chat.partition('?')[0]}/ket-qua" if chat else ""

    @property
    def arguments(self) -> tuple[str, ...]:
        return self.effect.arguments

    def argument(self, position: int = 0) -> str:
        """Raises Refused when a button or command came without what it needs."""
        try:
            return self.effect.arguments[position]
        except IndexError:
            raise Refused("chat-button-incomplete") from None

    def number(self, position: int = 0) -> int:
        written = self.argument(position)
        if not (written.isascii() and written.isdecimal() and len(written) <= MOST_DIGITS):
            raise Refused("chat-button-incomplete")
        return int(written)

    @property
    def filling(self) -> Filling:
        if self.effect.filling is None:
            raise Refused("form-draft-gone")
        return self.effect.filling


@dataclass(frozen=True)
class Outcome:
    """What an effect leads to: replies, perhaps a form to begin, perhaps another state.

    `goes_on` leaves a form under way where it is; otherwise showing something else keeps it as a draft.
    `then` runs another effect after this one; `again` asks the form's question once more after these words.
    """

    replies: tuple[Reply, ...] = ()
    begin: Filling | None = None
    state: Conversation | None = None
    goes_on: bool = False
    then: str | None = None
    resume: int | None = None
    again: tuple[Words, ...] = field(default=())
    language: str | None = None


def outcome(*replies: Reply, **more: object) -> Outcome:
    return Outcome(tuple(replies), **more)  # type: ignore[arg-type]  # the fields of Outcome


Handler = Callable[[Visit], Awaitable[Outcome]]
EFFECTS: dict[str, Handler] = {}
IN_GROUPS: set[str] = set()
READS: set[str] = set()
FORMS: dict[str, Form] = {}


def effect(*names: str, in_group: bool = False, reads: bool = False) -> Callable[[Handler], Handler]:
    """Register the handler of an effect under its names; `in_group` lets it be used where others read along.

    `reads` says that it changes nothing in the database, which is spared a transaction then.
    """

    def register(handler: Handler) -> Handler:
        for name in names:
            if name in EFFECTS:
                raise RuntimeError(f"two handlers for {name}")
            EFFECTS[name] = handler
            if in_group:
                IN_GROUPS.add(name)
            if reads:
                READS.add(name)
        return handler

    return register


def form(declared: Form) -> Form:
    """Register a form."""
    if declared.name in FORMS:
        raise RuntimeError(f"two forms named {declared.name}")
    FORMS[declared.name] = declared
    return declared


__all__ = [
    "EFFECTS",
    "FORMS",
    "IN_GROUPS",
    "READS",
    "Choice",
    "Effect",
    "Handler",
    "Outcome",
    "Visit",
    "effect",
    "form",
    "outcome",
]
