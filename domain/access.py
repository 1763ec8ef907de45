"""Who may do and see what: the one place where it is decided, as one table of roles, records and acts."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any, Protocol, Self

from domain.data_request import DataRequest
from domain.petition import Petition
from domain.refusal import Refused
from domain.speaker import SpeakerRegistration
from domain.survey import SurveySlip


class Role(StrEnum):
    HAMLET_HEAD = "hamlet-head"
    OFFICER = "officer"
    DEPARTMENT_HEAD = "department-head"
    CLERK = "clerk"
    CHAIR = "chair"
    SUPERVISOR = "supervisor"


# Who answers for a department; its head does what its officers do, and approves.
OF_DEPARTMENT = frozenset({Role.OFFICER, Role.DEPARTMENT_HEAD})


@dataclass(frozen=True)
class Grant:
    """A role in a commune: officers and department heads have it for a department, hamlet heads for a hamlet."""

    role: Role
    department: str | None = None
    hamlet: str | None = None


@dataclass(frozen=True)
class Actor:
    """A person of one commune with the roles an invitation gave them.

    `relays` are the departments a clerk speaks for in the chat: external bodies and the upper level.
    """

    commune_id: int
    person: int
    grants: tuple[Grant, ...] = ()
    relays: frozenset[str] = frozenset()

    def has(self, role: Role) -> bool:
        return any(grant.role is role for grant in self.grants)

    def answers_for(self, department: str | None) -> bool:
        return department is not None and department in self.departments

    def leads(self, department: str | None) -> bool:
        """Whether they are the head of a department."""
        return department is not None and any(
            grant.role is Role.DEPARTMENT_HEAD and grant.department == department for grant in self.grants
        )

    def heads(self, hamlet: str | None) -> bool:
        return hamlet is not None and any(
            grant.role is Role.HAMLET_HEAD and grant.hamlet == hamlet for grant in self.grants
        )

    @property
    def departments(self) -> tuple[str, ...]:
        own = tuple(dict.fromkeys(g.department for g in self.grants if g.role in OF_DEPARTMENT and g.department))
        return own + tuple(sorted(self.relays)) if self.has(Role.CLERK) else own

    @property
    def hamlets(self) -> tuple[str, ...]:
        return tuple(g.hamlet for g in self.grants if g.role is Role.HAMLET_HEAD and g.hamlet)


class OfCommune(Protocol):
    """Whatever belongs to a commune: a record, or the commune itself where the act is about all of a kind."""

    @property
    def commune_id(self) -> int: ...


class OfDepartment(OfCommune, Protocol):
    """A record that one department answers for."""

    @property
    def department(self) -> str | None: ...


Rule = Callable[[Actor, Any], bool]


@dataclass(frozen=True)
class Has:
    """The rule that whoever has the role may, in their own commune."""

    role: Role

    def __call__(self, actor: Actor, record: OfCommune) -> bool:
        return actor.has(self.role)


CLERK, CHAIR, SUPERVISOR = Has(Role.CLERK), Has(Role.CHAIR), Has(Role.SUPERVISOR)


def _author(actor: Actor, petition: Petition) -> bool:
    return petition.author == actor.person


def _hamlet_head(actor: Actor, petition: Petition) -> bool:
    return petition.collected and actor.heads(petition.hamlet)


def _officer(actor: Actor, petition: Petition) -> bool:
    return actor.answers_for(petition.department)


def _asked_officer(actor: Actor, petition: Petition) -> bool:
    return actor.answers_for(petition.proposed_to)


def _supporting_officer(actor: Actor, petition: Petition) -> bool:
    return any(actor.answers_for(department) for department in petition.supporting)


def _department_head(actor: Actor, petition: Petition) -> bool:
    return actor.leads(petition.department)


def _unless_author(rule: Rule) -> Rule:
    """The office's own words are not for who wrote the petition, whatever else they are."""
    return lambda actor, petition: not _author(actor, petition) and rule(actor, petition)


# Who deals with it, and who reads what is said about it.
_WORKING = tuple(_unless_author(rule) for rule in (_officer, _supporting_officer, CLERK))
_OFFICE = tuple(_unless_author(rule) for rule in (_officer, CLERK, CHAIR))
_ASKED = _unless_author(_asked_officer)
_WATCHING = _unless_author(SUPERVISOR)


def _is_for_neighbours(actor: Actor, petition: Petition) -> bool:
    """What somebody sent under their name, or what was said in a hamlet; not of who hides."""
    return petition.name_shown or petition.collected


def _sees_name(actor: Actor, petition: Petition) -> bool:
    """The name is shown to who answers, and to the office and its head; a hidden one to nobody."""
    if _author(actor, petition) or _hamlet_head(actor, petition):
        return True
    return petition.name_shown and (
        _officer(actor, petition) or CLERK(actor, petition) or CHAIR(actor, petition)
    )  # fmt: skip


def _tells_author(actor: Actor, petition: Petition) -> bool:
    """Only who may know that there is a petition at all is asked to tell its author of news."""
    return not _author(actor, petition) and _hamlet_head(actor, petition)


def _calls_author(actor: Actor, petition: Petition) -> bool:
    """A clerk may where the name is theirs to see; who handed in what a hamlet said is known as its head."""
    return CLERK(actor, petition) and (petition.collected or _sees_name(actor, petition))


def _speaker(actor: Actor, registration: SpeakerRegistration) -> bool:
    return actor.person in (registration.person, registration.registered_by)


def _head_of_speaker(actor: Actor, registration: SpeakerRegistration) -> bool:
    """For people without a chat of their own, any head of their hamlet."""
    return registration.person is None and actor.heads(registration.hamlet)


def _responsible(actor: Actor, record: OfDepartment) -> bool:
    return actor.answers_for(record.department)


def _is_asked(actor: Actor, slip: SurveySlip) -> bool:
    return slip.person == actor.person


def _asker(actor: Actor, request: DataRequest) -> bool:
    return request.person == actor.person


# ── the table ─────────────────────────────────────────────────────────────────────────────────────────────────


class Act(Enum):
    """What may be done with one kind of record. Each member is a row of the table: its word, then whom it is allowed.

    A new row is one line here and one in the table of `tests/people/test_access.py`; a new kind is a new class. Whom no
    rule lets do it may not, and nobody may do anything in another commune. Ask with `may`, insist with `check`.
    """

    _value_: str
    rules: tuple[Rule, ...]

    def __new__(cls, word: str, *rules: Rule) -> Self:
        act = object.__new__(cls)
        act._value_ = word
        act.rules = rules
        return act

    def __str__(self) -> str:
        return self._value_


class OnPetition(Act):
    READ = "read", _author, _hamlet_head, _officer, _asked_officer, _supporting_officer, CLERK, CHAIR, SUPERVISOR
    READ_NAME = "read-name", _sees_name
    # What departments say among themselves, and the notes of those who deal with it.
    READ_WORK = "read-work", *_WORKING, _ASKED, _unless_author(CHAIR), _WATCHING
    READ_NOTES = "read-notes", *_OFFICE, _ASKED, _WATCHING
    ADD = "add", _author, _hamlet_head
    WITHDRAW = "withdraw", _author
    RATE = "rate", _author
    TAKE = "take", _officer
    ASSIGN = "assign", _department_head
    ANSWER = "answer", _officer
    APPROVE = "approve", _department_head, CHAIR
    UNDO = "undo", _officer, CHAIR
    REFUSE = "refuse", _officer, CLERK
    REOPEN = "reopen", CLERK
    NOTE = "note", *_OFFICE
    ASK = "ask", _officer
    TRANSFER = "transfer", _officer
    DECIDE_TRANSFER = "decide-transfer", _asked_officer
    MOVE = "move", CLERK
    SORT = "sort", CLERK
    ASK_SUPPORT = "ask-support", _officer
    SUPPORT = "support", _supporting_officer
    DISCUSS = "discuss", *_WORKING
    EXTEND = "extend", _officer
    ESCALATE = "escalate", _officer, CLERK
    MERGE = "merge", _officer, CLERK
    DECIDE_IN_HALL = "decide-in-hall", CLERK, CHAIR
    QUESTION = "question", SUPERVISOR
    REDACT = "redact", CLERK
    GUIDE = "guide", CLERK
    TELL_AUTHOR = "tell-author", _tells_author
    CALL_AUTHOR = "call-author", _calls_author


class OnMatter(Act):
    """What a petition is about, without what says who wrote it: any resident may see it, and say that it is theirs."""

    SEE = "see", _is_for_neighbours
    JOIN = "join", _is_for_neighbours


class OnPetitions(Act):
    """All petitions of the commune, as lists and counts, and put together where they are about the same."""

    LIST = "list", CLERK, CHAIR, SUPERVISOR
    COMPARE = "compare", CLERK


class OnLexicon(Act):
    """Words that the commune adds to what points to its topics."""

    READ = "read", CLERK
    DECIDE = "decide", CLERK


class OnSpeaker(Act):
    CHANGE = "change", _speaker, _head_of_speaker


class OnDialogue(Act):
    """Everybody knows of a dialogue; these are for those who prepare and chair it."""

    CHANGE = "change", CLERK
    ANNOUNCE = "announce", CLERK
    READ_SPEAKERS = "read-speakers", CLERK, CHAIR
    READ_DELEGATES = "read-delegates", CLERK, CHAIR


class OnHall(Act):
    """A dialogue from its session on: what is noted, announced, followed and reported is the whole commune's."""

    NOTE = "note", CLERK, CHAIR
    READ_NOTICE = "read-notice", CLERK, CHAIR, SUPERVISOR
    EDIT_NOTICE = "edit-notice", CLERK
    FOLLOW = "follow", CLERK, CHAIR, SUPERVISOR
    READ_REPORT = "read-report", CLERK, CHAIR, SUPERVISOR
    # Office and leaders decide what everybody reads; the Front, which watches them, does not.
    PUBLISH = "publish", CLERK, CHAIR


class OnCommitment(Act):
    """A promise after a dialogue. Its author reads of it on the page of the petition."""

    READ = "read", _responsible, CLERK, CHAIR, SUPERVISOR
    REPORT = "report", _responsible
    KEEP = "keep", _responsible
    ASK_DATE = "ask-date", _responsible
    DECIDE_DATE = "decide-date", CLERK, CHAIR


class OnQuestion(Act):
    """A question of the Front."""

    READ = "read", _responsible, CLERK, CHAIR, SUPERVISOR
    ANSWER = "answer", _responsible


class OnSurvey(Act):
    """The question to one person how content they are with a dialogue: what they say is nobody else's."""

    ANSWER = "answer", _is_asked


class OnSurveys(Act):
    """What all of them have said, as a whole."""

    READ = "read", CLERK, CHAIR, SUPERVISOR


class OnTemplate(Act):
    """A department's texts to begin answers with; asked of a text, or of the petition that it is for."""

    USE = "use", _responsible, CLERK


class OnPlan(Act):
    READ = "read", CLERK
    CHANGE = "change", CLERK


class OnMilestone(Act):
    READ = "read", CLERK, CHAIR, _responsible
    LIST_ALL = "list-all", CLERK, CHAIR


class OnCall(Act):
    """Whom to call, with names and telephones."""

    READ = "read", CLERK


class OnDelivery(Act):
    """What could not be delivered, and to whom."""

    READ = "read", CLERK


class OnRole(Act):
    """Who has which role; everybody may give back their own."""

    READ = "read", CLERK
    INVITE = "invite", CLERK
    REVOKE = "revoke", CLERK


class OnDataRequest(Act):
    """What somebody asks about their own data."""

    READ = "read", _asker, CLERK
    CALL_OFF = "call-off", _asker
    DECIDE = "decide", CLERK


class OnDataRequests(Act):
    """All of the commune that are waited for; and names that hamlet heads have put down of people without a chat."""

    LIST = "list", CLERK
    FORGET_NAMED = "forget-named", CLERK


# Who may not read one is not told that it exists, whatever else they ask.
_READING: dict[type[Act], Act] = {
    OnPetition: OnPetition.READ,
    OnCommitment: OnCommitment.READ,
    OnQuestion: OnQuestion.READ,
}
# What is said where the word of the act, or whose business it is, does not say it.
_SAYS: dict[Act, str] = {
    OnPetition.READ: "petition-refused-not-yours",
    OnPetition.DECIDE_TRANSFER: "petition-refused-transfer-over",
    OnPetition.MOVE: "access-refused-clerk",
    OnPetition.REOPEN: "access-refused-clerk",
    OnPetition.SORT: "access-refused-clerk",
    OnMatter.SEE: "petition-refused-not-yours",
    OnMatter.JOIN: "petition-refused-not-yours",
    OnCommitment.READ: "commitment-refused-unknown",
    OnQuestion.READ: "question-refused-unknown",
    OnSpeaker.CHANGE: "speaker-refused-not-yours",
    OnMilestone.READ: "milestone-refused-unknown",
    OnSurvey.ANSWER: "survey-refused-not-asked",
    OnSurveys.READ: "access-refused-survey",
    OnDataRequest.READ: "data-refused-unknown",
    OnDataRequest.CALL_OFF: "data-refused-unknown",
}


def may(actor: Actor, act: Act, record: OfCommune) -> bool:
    """Tell whether `actor` may do `act` with `record`; nobody may do anything across communes."""
    return actor.commune_id == record.commune_id and any(rule(actor, record) for rule in act.rules)


def check(actor: Actor, act: Act, record: OfCommune) -> None:
    """Raise `Refused` with what to do instead unless `actor` may do `act`."""
    if may(actor, act, record):
        return
    reading = _READING.get(type(act), act)
    if not may(actor, reading, record):
        act = reading
    raise _refusal(act, getattr(record, "code", ""))


def _refusal(act: Act, code: str) -> Refused:
    """The sentence that says why not."""
    if act in _SAYS:
        return Refused(_SAYS[act], {"code": code})
    match act:
        case OnPetition():
            return Refused(f"access-refused-{act}", {"code": code})
        case OnCommitment():
            return Refused(f"commitment-refused-to-{act}", {"code": code})
        case OnQuestion():
            return Refused(f"question-refused-to-{act}", {"code": code})
        case OnHall():
            return Refused(f"hall-refused-to-{act}")
    return Refused(next(f"access-refused-{rule.role}" for rule in act.rules if isinstance(rule, Has)))


def check_role(actor: Actor, role: Role) -> None:
    """Raise `Refused` unless `actor` has `role`: for what is no record, e.g. the office's own calendar."""
    if not actor.has(role):
        raise Refused(f"access-refused-{role}")
