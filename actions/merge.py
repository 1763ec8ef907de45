"""Many who speak of the same: one petition in which all are dealt with, and everybody told of what comes of it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from actions.card import sent_files, tell_department
from actions.clock import going_on
from actions.desk import Desk
from actions.likeness import of_petition
from actions.record import check_open, facts_of, find_petition, happened_in, note
from domain.access import OnPetition, Role, check
from domain.calendar import day_of
from domain.clock import clock_of
from domain.deadline import moved_day
from domain.merge import lead_of
from domain.notice import Attachment, Choice, Notice, NoticeKind, ToDepartment, ToPerson, Words, words
from domain.petition import EntryKind, Petition, PetitionState
from domain.refusal import Refused
from understanding.likeness import asked_of, same

# Petitions near one that are compared with it, and how many of them are offered to be merged with it.
LOOKED_AT = 60
OFFERED = 10


async def authors_of(desk: Desk, petition: Petition) -> list[Petition]:
    """The petitions whose authors are told of `petition`: itself, and what is dealt with in it; each author once."""
    members = await desk.uow.petitions.merged_into(petition.commune_id, [petition.id])
    return _each_author_once([petition, *members.get(petition.id, [])])


def _each_author_once(petitions: Sequence[Petition]) -> list[Petition]:
    found: dict[int, Petition] = {}
    for each in petitions:
        found.setdefault(each.author, each)
    return list(found.values())


async def tell_authors(
    desk: Desk, petition: Petition, line: Callable[[Petition], tuple[Words, ...]], *, but: int | None = None
) -> None:
    """Tell every author a change, each of their own code; nobody learns of the others. `but` knows it already."""
    for each in await authors_of(desk, petition):
        if each.author != but:
            _tell_author(desk, each, line(each if each.id == petition.id else shown_as(each, petition)))


def shown_as(petition: Petition, lead: Petition) -> Petition:
    """A petition with the last day of the one that it is dealt with in."""
    return replace(petition, department=lead.department, due_on=lead.due_on, days_left=lead.days_left)


def _tell_author(desk: Desk, petition: Petition, lines: tuple[Words, ...]) -> None:
    desk.tell(
        Notice(
            ToPerson(petition.author),
            lines,
            (Choice(f"mine.show:{petition.code}", words("petition-see")),),
            about=petition.code,
            kind=NoticeKind.CHANGE,
            facts=facts_of(desk, petition),
        )
    )


async def spread(
    desk: Desk,
    lead: Petition,
    kind: EntryKind,
    text: str = "",
    files: tuple[Attachment, ...] = (),
    by: int | None = None,
    **values: Any,
) -> list[tuple[Petition, int]]:
    """Do to everything that is dealt with in `lead` what the actor, or `by`, did to it; return each with its entry."""
    members = await desk.uow.petitions.merged_into(lead.commune_id, [lead.id])
    done = []
    for member in members.get(lead.id, []):
        changed = await desk.uow.petitions.change(member, **values)
        done.append((changed, await note(desk, changed, kind, text, files, by=by)))
    return done


async def lead_and_members(desk: Desk, petition: Petition) -> tuple[Petition | None, list[Petition]]:
    """The petition that it is dealt with in, and those that are dealt with in it."""
    lead = None
    if petition.is_merged and petition.merged_into is not None:
        lead = await desk.uow.petitions.by_id(petition.commune_id, petition.merged_into)
    members = await desk.uow.petitions.merged_into(petition.commune_id, [petition.id])
    return lead, members.get(petition.id, [])


async def alike(desk: Desk, code: str) -> tuple[Petition, list[Petition]]:
    """The petition, and open ones that may speak of the same and that the actor may merge with it, likeliest first."""
    petition = await find_petition(desk, code, OnPetition.MERGE)
    check_open(petition)
    departments = None if desk.actor.has(Role.CLERK) else desk.actor.departments
    message = of_petition(desk.commune, petition)
    near = [each.petition for each in await desk.uow.likenesses.near(desk.commune.id, asked_of(message), LOOKED_AT)]
    # Where few words are shared, what is of the same topic and place.
    beside = await desk.uow.petitions.alike(petition, departments, OFFERED)
    found = {each.id: each for each in (*near, *beside) if each.is_open and each.id != petition.id}
    mine = [each for each in found.values() if departments is None or each.department in departments]
    scores = {each.id: same(message, of_petition(desk.commune, each)).score for each in mine}
    return petition, sorted(mine, key=lambda each: -scores[each.id])[:OFFERED]


async def merge(desk: Desk, codes: Sequence[str]) -> Petition:
    """Deal with several petitions in one of them and return that. Raises Refused where one of them cannot be merged."""
    found = await desk.uow.petitions.find_all(desk.commune.id, codes)
    missing = set(codes) - {each.code for each in found}
    if missing:
        raise Refused("petition-refused-not-yours", {"code": min(missing)})
    for each in found:
        check(desk.actor, OnPetition.MERGE, each)
    if len(found) < 2:
        raise Refused("merge-refused-one", {"code": found[0].code})
    lead = lead_of(found)
    already = await desk.uow.petitions.merged_into(desk.commune.id, [each.id for each in found if each.id != lead.id])
    for other in found:
        if other.id != lead.id:
            await _into(desk, other, lead, already.get(other.id, []))
    return lead


async def _into(desk: Desk, other: Petition, lead: Petition, members: Sequence[Petition]) -> None:
    for member in members:
        await desk.uow.petitions.change(member, merged_into=lead.id, department=lead.department)
    before = other.department
    other = await desk.uow.petitions.change(
        other,
        state=PetitionState.MERGED.value,
        merged_into=lead.id,
        proposed_to=None,
        department=lead.department,
        **going_on(desk, other),
    )
    await note(desk, other, EntryKind.MERGED, lead.code)
    await note(desk, lead, EntryKind.JOINED, other.code)
    if before != lead.department:
        name = desk.commune.department(lead.department).name
        line = words("merge-told-department", code=other.code, lead=lead.code, department=name)
        desk.tell(Notice(ToDepartment(before), (line,)))
    for each in _each_author_once([other, *members]):
        if each.author != lead.author:
            _tell_author(desk, each, _together(desk, each, lead))


async def join_into(desk: Desk, petition: Petition, lead: Petition) -> Petition:
    """Deal with a petition that was just filed in `lead`, as its author wishes; nobody is told."""
    petition = await desk.uow.petitions.change(
        petition, state=PetitionState.MERGED.value, merged_into=lead.id, department=lead.department
    )
    await note(desk, petition, EntryKind.MERGED, lead.code)
    await note(desk, lead, EntryKind.JOINED, petition.code)
    return petition


def _together(desk: Desk, petition: Petition, lead: Petition) -> tuple[Words, ...]:
    name = desk.commune.department(lead.department).name
    if lead.is_paused:
        return (words("petition-merged-paused", code=petition.code, department=name),)
    return (words("petition-merged", code=petition.code, department=name, due=lead.due_on),)


async def unmerge(desk: Desk, code: str) -> Petition:
    """Deal with a petition by itself again, by its own clock."""
    lead, _ = await lead_and_members(desk, await find_petition(desk, code, OnPetition.MERGE))
    if lead is None:
        raise Refused("merge-refused-not-merged", {"code": code})
    # The lead first, as by whoever answers it.
    await desk.uow.petitions.find(desk.commune.id, lead.code, lock=True)
    petition = await find_petition(desk, code, OnPetition.MERGE, lock=True)
    if not petition.is_merged or petition.merged_into != lead.id:
        raise Refused("merge-refused-not-merged", {"code": code})
    petition = await _apart(desk, petition)
    await note(desk, lead, EntryKind.UNMERGED, code)
    await desk.uow.likenesses.set_apart(desk.commune.id, (lead.id, petition.id), desk.actor.person, desk.now)
    thread = await desk.uow.petitions.thread(petition)
    tell_department(desk, petition, sent_files(thread), (), words("merge-undone-department", code=code))
    name = desk.commune.department(petition.department).name
    line = words("petition-unmerged", code=code, department=name, due=petition.due_on)
    _tell_author(desk, petition, (line,))
    return petition


async def _apart(desk: Desk, petition: Petition) -> Petition:
    thread = await desk.uow.petitions.thread(petition)
    counted = clock_of(petition, happened_in(thread), desk.calendar).due_on
    petition = await desk.uow.petitions.change(
        petition,
        state=PetitionState.RECEIVED.value,
        merged_into=None,
        taken_by=None,
        due_on=moved_day(petition.due_on, counted, day_of(desk.now)),
    )
    await note(desk, petition, EntryKind.UNMERGED, petition.code)
    return petition


async def hand_on(desk: Desk, lead: Petition) -> None:
    """Its author has withdrawn `lead`: what was dealt with in it goes on in the one of it that is due first."""
    members = (await desk.uow.petitions.merged_into(lead.commune_id, [lead.id])).get(lead.id, [])
    if not members:
        return
    heir = await _apart(desk, members[0])
    for member in members[1:]:
        await desk.uow.petitions.change(member, merged_into=heir.id)
        await note(desk, heir, EntryKind.JOINED, member.code)
    tell_department(desk, heir, (), (), words("merge-heir-department", code=lead.code, heir=heir.code))
    await tell_authors(desk, heir, lambda each: (words("petition-due-now", code=each.code, due=heir.due_on),))
