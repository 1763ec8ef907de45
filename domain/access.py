"""Who may do and see what: the one place where it is decided."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from domain.commitment import Commitment
from domain.petition import Petition
from domain.refusal import Refused
from domain.speaker import SpeakerRegistration
from domain.supervision import SupervisorQuestion


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


class OnPetition(StrEnum):
    """What may be done with a petition."""

    READ = "read"
    READ_NAME = "read-name"
    READ_WORK = "read-work"
    ADD = "add"
    WITHDRAW = "withdraw"
    RATE = "rate"
    TAKE = "take"
    ASSIGN = "assign"
    ANSWER = "answer"
    APPROVE = "approve"
    UNDO = "undo"
    REFUSE = "refuse"
    REOPEN = "reopen"
    NOTE = "note"
    READ_NOTES = "read-notes"
    ASK = "ask"
    TRANSFER = "transfer"
    DECIDE_TRANSFER = "decide-transfer"
    MOVE = "move"
    ASK_SUPPORT = "ask-support"
    SUPPORT = "support"
    DISCUSS = "discuss"
    EXTEND = "extend"
    ESCALATE = "escalate"
    MERGE = "merge"
    DECIDE_IN_HALL = "decide-in-hall"
    QUESTION = "question"


def _author(actor: Actor, petition: Petition) -> bool:
    return petition.author == actor.person


def _hamlet_head(actor: Actor, petition: Petition) -> bool:
    return petition.collected and actor.heads(petition.hamlet)


def _officer(actor: Actor, petition: Petition) -> bool:
    return actor.answers_for(petition.department)


def _asked_officer(actor: Actor, petition: Petition) -> bool:
    return actor.answers_for(petition.proposed_to)


def _department_head(actor: Actor, petition: Petition) -> bool:
    return actor.leads(petition.department)


def _supporting_officer(actor: Actor, petition: Petition) -> bool:
    return any(actor.answers_for(department) for department in petition.supporting)


def _clerk(actor: Actor, petition: Petition) -> bool:
    return actor.has(Role.CLERK)


def _chair(actor: Actor, petition: Petition) -> bool:
    return actor.has(Role.CHAIR)


def _supervisor(actor: Actor, petition: Petition) -> bool:
    return actor.has(Role.SUPERVISOR)


def _unless_author(rule: "Rule") -> "Rule":
    """The office's own words are not for who wrote the petition, whatever else they are."""
    return lambda actor, petition: not _author(actor, petition) and rule(actor, petition)


def _sees_name(actor: Actor, petition: Petition) -> bool:
    if _author(actor, petition) or _hamlet_head(actor, petition):
        return True
    return petition.name_shown and (_officer(actor, petition) or _clerk(actor, petition))


Rule = Callable[[Actor, Petition], bool]
# Who deals with it, and who reads what is said about it.
_WORKING = tuple(_unless_author(rule) for rule in (_officer, _supporting_officer, _clerk))
_OFFICE = tuple(_unless_author(rule) for rule in (_officer, _clerk, _chair))
PETITION_RULES: dict[OnPetition, tuple[Rule, ...]] = {
    OnPetition.READ: (
        _author,
        _hamlet_head,
        _officer,
        _asked_officer,
        _supporting_officer,
        _clerk,
        _chair,
        _supervisor,
    ),
    OnPetition.READ_NAME: (_sees_name,),
    # What departments say among themselves.
    OnPetition.READ_WORK: (*_WORKING, *(_unless_author(rule) for rule in (_asked_officer, _chair, _supervisor))),
    OnPetition.ADD: (_author, _hamlet_head),
    OnPetition.WITHDRAW: (_author,),
    OnPetition.RATE: (_author,),
    OnPetition.TAKE: (_officer,),
    OnPetition.ASSIGN: (_department_head,),
    OnPetition.ANSWER: (_officer,),
    OnPetition.APPROVE: (_department_head, _chair),
    OnPetition.UNDO: (_officer, _chair),
    OnPetition.REFUSE: (_officer, _clerk),
    OnPetition.REOPEN: (_clerk,),
    OnPetition.NOTE: _OFFICE,
    OnPetition.READ_NOTES: (*_OFFICE, _unless_author(_asked_officer), _unless_author(_supervisor)),
    OnPetition.ASK: (_officer,),
    OnPetition.TRANSFER: (_officer,),
    OnPetition.DECIDE_TRANSFER: (_asked_officer,),
    OnPetition.MOVE: (_clerk,),
    OnPetition.ASK_SUPPORT: (_officer,),
    OnPetition.SUPPORT: (_supporting_officer,),
    OnPetition.DISCUSS: _WORKING,
    OnPetition.EXTEND: (_officer,),
    OnPetition.ESCALATE: (_officer, _clerk),
    OnPetition.MERGE: (_officer, _clerk),
    OnPetition.DECIDE_IN_HALL: (_clerk, _chair),
    OnPetition.QUESTION: (_supervisor,),
}

_SAYS_WHY: dict[OnPetition, str] = {
    OnPetition.READ: "petition-refused-not-yours",
    OnPetition.DECIDE_TRANSFER: "petition-refused-transfer-over",
    OnPetition.MOVE: "access-refused-clerk",
    OnPetition.REOPEN: "access-refused-clerk",
}


def may(actor: Actor, verb: OnPetition, petition: Petition) -> bool:
    """Tell whether `actor` may do `verb`; nobody may do anything across communes."""
    return actor.commune_id == petition.commune_id and any(rule(actor, petition) for rule in PETITION_RULES[verb])


def check(actor: Actor, verb: OnPetition, petition: Petition) -> None:
    """Raise `Refused` with what to do instead unless `actor` may do `verb`.

    Who may not read a petition is not told that it exists.
    """
    if not may(actor, OnPetition.READ, petition):
        raise Refused("petition-refused-not-yours", {"code": petition.code})
    if not may(actor, verb, petition):
        raise Refused(_SAYS_WHY.get(verb, f"access-refused-{verb}"), {"code": petition.code})


class OnCommitment(StrEnum):
    """What may be done with a promise after a dialogue. Its author reads of it on the page of the petition."""

    READ = "read"
    REPORT = "report"
    KEEP = "keep"
    ASK_DATE = "ask-date"
    DECIDE_DATE = "decide-date"


def _owes(actor: Actor, commitment: Commitment) -> bool:
    return actor.answers_for(commitment.department)


def _runs(actor: Actor, _: object) -> bool:
    return actor.has(Role.CLERK) or actor.has(Role.CHAIR)


def _watches(actor: Actor, _: object) -> bool:
    return actor.has(Role.SUPERVISOR)


COMMITMENT_RULES: dict[OnCommitment, tuple[Callable[[Actor, Commitment], bool], ...]] = {
    OnCommitment.READ: (_owes, _runs, _watches),
    OnCommitment.REPORT: (_owes,),
    OnCommitment.KEEP: (_owes,),
    OnCommitment.ASK_DATE: (_owes,),
    OnCommitment.DECIDE_DATE: (_runs,),
}


def may_of_commitment(actor: Actor, verb: OnCommitment, commitment: Commitment) -> bool:
    return actor.commune_id == commitment.commune_id and any(rule(actor, commitment) for rule in COMMITMENT_RULES[verb])


def check_commitment(actor: Actor, verb: OnCommitment, commitment: Commitment) -> None:
    """Raise `Refused` unless `actor` may do `verb`; who may not read one is not told that it exists."""
    if not may_of_commitment(actor, OnCommitment.READ, commitment):
        raise Refused("commitment-refused-unknown")
    if not may_of_commitment(actor, verb, commitment):
        raise Refused(f"commitment-refused-to-{verb}", {"code": commitment.code})


class OnQuestion(StrEnum):
    """What may be done with a question of the Front."""

    READ = "read"
    ANSWER = "answer"


def _is_asked(actor: Actor, question: SupervisorQuestion) -> bool:
    return actor.answers_for(question.department)


QUESTION_RULES: dict[OnQuestion, tuple[Callable[[Actor, SupervisorQuestion], bool], ...]] = {
    OnQuestion.READ: (_is_asked, _runs, _watches),
    OnQuestion.ANSWER: (_is_asked,),
}


def may_of_question(actor: Actor, verb: OnQuestion, question: SupervisorQuestion) -> bool:
    return actor.commune_id == question.commune_id and any(rule(actor, question) for rule in QUESTION_RULES[verb])


def check_question(actor: Actor, verb: OnQuestion, question: SupervisorQuestion) -> None:
    """Raise `Refused` unless `actor` may do `verb`."""
    if not may_of_question(actor, OnQuestion.READ, question):
        raise Refused("question-refused-unknown")
    if not may_of_question(actor, verb, question):
        raise Refused(f"question-refused-to-{verb}", {"code": question.code})


class OnHall(StrEnum):
    """What may be done with a dialogue from its session on."""

    NOTE = "note"
    READ_NOTICE = "read-notice"
    EDIT_NOTICE = "edit-notice"
    FOLLOW = "follow"
    READ_REPORT = "read-report"
    PUBLISH = "publish"


# Roles are enough: whatever follows a dialogue is the whole commune's. The table of tests holds them.
HALL_ROLES: dict[OnHall, frozenset[Role]] = {
    OnHall.NOTE: frozenset({Role.CLERK, Role.CHAIR}),
    OnHall.READ_NOTICE: frozenset({Role.CLERK, Role.CHAIR, Role.SUPERVISOR}),
    OnHall.EDIT_NOTICE: frozenset({Role.CLERK}),
    OnHall.FOLLOW: frozenset({Role.CLERK, Role.CHAIR, Role.SUPERVISOR}),
    OnHall.READ_REPORT: frozenset({Role.CLERK, Role.CHAIR, Role.SUPERVISOR}),
    # Office and leaders decide what everybody reads; the Front, which watches them, does not.
    OnHall.PUBLISH: frozenset({Role.CLERK, Role.CHAIR}),
}


def may_in_hall(actor: Actor, verb: OnHall) -> bool:
    return any(actor.has(role) for role in HALL_ROLES[verb])


def check_hall(actor: Actor, verb: OnHall) -> None:
    """Raise `Refused` unless `actor` may do `verb`."""
    if not may_in_hall(actor, verb):
        raise Refused(f"hall-refused-to-{verb}")


def check_role(actor: Actor, role: Role) -> None:
    """Raise `Refused` unless `actor` has `role`."""
    if not actor.has(role):
        raise Refused(f"access-refused-{role}")


def may_change_speaker(actor: Actor, registration: SpeakerRegistration) -> bool:
    """The speaker and who registered them; for people without a chat of their own, any head of their hamlet."""
    return actor.commune_id == registration.commune_id and (
        actor.person in (registration.person, registration.registered_by)
        or (registration.person is None and actor.heads(registration.hamlet))
    )


def may_use_templates(actor: Actor, commune_id: int, department: str) -> bool:
    """Who answers for a department, and clerks, keep and use its texts to begin answers with."""
    return actor.commune_id == commune_id and (actor.answers_for(department) or actor.has(Role.CLERK))


def may_see_calls(actor: Actor, commune_id: int) -> bool:
    """Whom to call, with names and telephones: the clerks of the commune."""
    return actor.commune_id == commune_id and actor.has(Role.CLERK)


def may_tell_author(actor: Actor, petition: Petition) -> bool:
    """Whether somebody may be asked to tell the author of news: only who may know that there is a petition at all."""
    return actor.person != petition.author and _hamlet_head(actor, petition) and may(actor, OnPetition.READ, petition)


def may_call_author(actor: Actor, petition: Petition) -> bool:
    """A clerk may where the name is theirs to see; who handed in what a hamlet said is known as its head."""
    return may_see_calls(actor, petition.commune_id) and (
        petition.collected or may(actor, OnPetition.READ_NAME, petition)
    )
