"""Making results public: what is proposed, what a clerk decides, putting it where everybody reads it, taking it back.

Three views that never mix: the author's and the office's are made of petitions (`actions.card`), the public's of the
rows that are written here and read by nothing but `storage.public_register`.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from actions.card import sent_files
from actions.desk import Desk
from actions.dialogue import find_dialogue
from actions.milestone import PUBLISH_RESULTS, complete_of_kind
from actions.record import NOBODY, note
from domain.access import OnHall, check
from domain.attachment import FileKind
from domain.calendar import day_of
from domain.commitment import Commitment
from domain.conclusion import ConclusionNotice, NoticeItem
from domain.dialogue import Dialogue
from domain.notice import Attachment, Choice, Notice, ToHamletHeads, ToPerson, ToSupervisors, Urgency, words
from domain.petition import EntryKind, Petition
from domain.publication import (
    MAX_TEXT,
    NO_DIALOGUE,
    Decision,
    Publication,
    PublicDialogue,
    PublicItem,
    Standing,
    Withheld,
    is_part_of_another,
    mark_of,
    names_person,
    people_shown,
    standing_of,
    why_withheld,
)
from domain.refusal import Refused
from domain.satisfaction import told
from understanding.gate import judge
from understanding.matter import REDIRECTED
from understanding.redaction import MarkKind, Redacted, redact
from understanding.spelling import read

Hidden = Mapping[MarkKind, str]
# Of one author, so many codes in the message that they are public.
CODES_TOLD = 20


@dataclass(frozen=True)
class Matter:
    """A matter that may be made public; `people` raised it, `said` is what it was answered with.

    `proposed` and `answer` are what is approved when nothing is changed: with personal data hidden, or as a clerk has
    edited them. `hidden` are the words that stand for what is hidden.
    """

    petition: Petition
    said: str
    people: int
    standing: Standing
    decided: Publication | None
    public: PublicItem | None
    hidden: Hidden

    @property
    def code(self) -> str:
        return self.petition.code

    @property
    def mark(self) -> str:
        """Of what it was made of."""
        return mark_of(self.petition.body, self.said)

    @property
    def decision(self) -> Decision | None:
        """What was decided of it as it is now."""
        return self.decided.decision if self.decided and self.decided.mark == self.mark else None

    @property
    def is_public(self) -> bool:
        return self.public is not None and not self.public.is_withdrawn

    @property
    def is_changed(self) -> bool:
        """Whether it was decided on, and something else was said since."""
        return self.decided is not None and self.decided.mark != self.mark

    @property
    def is_approved(self) -> bool:
        return self.decision is Decision.APPROVED

    @property
    def is_to_publish(self) -> bool:
        """Whether what was approved is not what everybody reads."""
        if not self.is_approved or self.decided is None:
            return False
        if self.public is None or self.public.is_withdrawn:
            return True
        shown = (self.public.text, self.public.answer, self.public.photos)
        return shown != (self.decided.text, self.decided.answer, self.decided.pictures)

    @cached_property
    def redacted(self) -> tuple[Redacted, Redacted]:
        """The question and the answer, with their personal data found."""
        return redact(self.petition.body), redact(self.said)

    @property
    def proposed(self) -> str:
        return self.decided.text if self.decision and self.decided else self._shown(self.redacted[0])

    @property
    def answer(self) -> str:
        return self.decided.answer if self.decision and self.decided else self._shown(self.redacted[1])

    def _shown(self, text: Redacted) -> str:
        shown = text.shown(self.hidden)
        name = self.petition.author_name
        # The author may be named where nobody would look for a name.
        return shown.replace(name, self.hidden[MarkKind.NAME]) if name and len(name.split()) > 1 else shown

    @property
    def kinds_hidden(self) -> list[MarkKind]:
        """What was hidden in what is proposed, each kind once."""
        return list(dict.fromkeys(mark.kind for text in self.redacted for mark in text.marks))

    @property
    def doubts(self) -> list[str]:
        """Why it has to be looked at by itself: codes that have words."""
        doubts = []
        question, answer = self.redacted
        if names_person(f"{self.proposed}\n{self.answer}", self.petition.author_name, None):
            doubts.append("author")
        if judge(read(question.full)).action in REDIRECTED:
            doubts.append("accuses")
        if question.full.endswith("…") or answer.full.endswith("…"):
            doubts.append("cut")
        if not self.said and not self.petition.is_open:
            doubts.append("unsaid")
        return doubts

    @property
    def seen(self) -> str:
        """A mark of what is shown to who approves it."""
        return mark_of(self.code, self.proposed, self.answer, self.mark)


@dataclass(frozen=True)
class Matters:
    """What may be made public of a dialogue (None: of what belongs to none), and how much is withheld, by reason."""

    dialogue: Dialogue | None
    found: Sequence[Matter]
    withheld: Mapping[Withheld, int]
    public: PublicDialogue | None

    @property
    def dialogue_id(self) -> int:
        return self.dialogue.id if self.dialogue else NO_DIALOGUE

    @property
    def undecided(self) -> list[Matter]:
        return [m for m in self.found if m.decision is None]

    @property
    def left_out(self) -> list[Matter]:
        return [m for m in self.found if m.decision is Decision.LEFT_OUT and not m.is_public]

    @property
    def to_publish(self) -> list[Matter]:
        return [m for m in self.found if m.is_to_publish]

    @property
    def shown(self) -> list[Matter]:
        return [m for m in self.found if m.is_public]

    def matter(self, code: str) -> Matter:
        """Raises Refused for what is not to be made public here."""
        for each in self.found:
            if each.code == code:
                return each
        raise Refused("publication-refused-unknown", {"code": code})


async def find_matters(desk: Desk, dialogue_id: int, hidden: Hidden) -> Matters:
    """Raises Refused for who may not make anything public. `dialogue_id` 0: of no dialogue."""
    check(desk.actor, OnHall.PUBLISH, desk.commune)
    uow, commune_id = desk.uow, desk.commune.id
    dialogue, notice = None, None
    if dialogue_id == NO_DIALOGUE:
        petitions = await uow.publications.answered_apart(commune_id)
    else:
        dialogue = await find_dialogue(desk, dialogue_id)
        carried = await uow.carried.into(commune_id, dialogue.id)
        petitions = await uow.petitions.of_dialogue(commune_id, dialogue.id, carried)
        notice = await uow.conclusions.find(commune_id, dialogue.id)
    concluded = _items(notice)
    own = [p for p in petitions if not is_part_of_another(p)]
    reasons = {p.id: why_withheld(p, concluded=p.id in concluded) for p in own}
    shown = [p for p in own if reasons[p.id] is None]
    found = await _matters(desk, shown, concluded, hidden)
    public = await uow.publications.find_dialogue(commune_id, dialogue_id)
    return Matters(dialogue, found, Counter(reason for reason in reasons.values() if reason), public)


def _items(notice: ConclusionNotice | None) -> dict[int, NoticeItem]:
    """What an issued notice says, by the id of the petition."""
    return {item.petition: item for item in notice.kept} if notice is not None and notice.is_issued else {}


async def _matters(
    desk: Desk, petitions: Sequence[Petition], concluded: Mapping[int, NoticeItem], hidden: Hidden
) -> list[Matter]:
    commune_id, ids = desk.commune.id, [p.id for p in petitions]
    publications = desk.uow.publications
    said = await desk.uow.petitions.latest_answers(commune_id, ids)
    decided = await publications.decided(commune_id, ids)
    people = await publications.submitters(commune_id, ids)
    public = await publications.shown(commune_id, [p.code for p in petitions])
    commitments = await desk.uow.commitments.of_petitions(commune_id, ids)

    def what_was_said(p: Petition) -> str:
        if not said.get(p.id) and p.id in concluded:
            return concluded[p.id].words
        return said.get(p.id, "")

    return [
        Matter(
            p, what_was_said(p), 1 + people.get(p.id, 0), standing_of(p, commitments.get(p.id, ())),
            decided.get(p.id), public.get(p.code), hidden,
        )
        for p in petitions
    ]  # fmt: skip


# ── deciding ──────────────────────────────────────────────────────────────────────────────────────────────────


async def approve(desk: Desk, matters: Collection[Matter]) -> None:
    """Approve matters as they are proposed. Raises Refused where the author could be known by one."""
    for matter in matters:
        await _decide(desk, matter, matter.proposed, matter.answer, _photos(matter))


async def edit(desk: Desk, matter: Matter, *, text: str | None = None, answer: str | None = None) -> Publication:
    """Approve a matter in other words."""
    text = matter.proposed if text is None else text
    answer = matter.answer if answer is None else answer
    return await _decide(desk, matter, text, answer, _photos(matter))


async def choose_photos(desk: Desk, matter: Matter, photos: tuple[tuple[str, str], ...]) -> Publication:
    """Approve a matter with these of its photos, each with the picture made of it."""
    return await _decide(desk, matter, matter.proposed, matter.answer, photos)


async def propose_again(desk: Desk, matter: Matter) -> Publication:
    """Approve what was proposed at first, whatever was edited since."""
    fresh = replace(matter, decided=None)
    return await _decide(desk, matter, fresh.proposed, fresh.answer, ())


async def leave_out(desk: Desk, matter: Matter, reason: str) -> Publication:
    """Do not make it public; what is public already is taken back by `take_back`."""
    check(desk.actor, OnHall.PUBLISH, desk.commune)
    decision = Publication(
        desk.commune.id, matter.petition.id, Decision.LEFT_OUT, matter.proposed, matter.answer, matter.mark,
        desk.actor.person, desk.now, reason=reason,
    )  # fmt: skip
    await desk.uow.publications.decide(decision)
    return decision


def _photos(matter: Matter) -> tuple[tuple[str, str], ...]:
    return matter.decided.photos if matter.decided else ()


async def _decide(
    desk: Desk, matter: Matter, text: str, answer: str, photos: tuple[tuple[str, str], ...]
) -> Publication:
    check(desk.actor, OnHall.PUBLISH, desk.commune)
    if max(len(text), len(answer)) > MAX_TEXT:
        raise Refused("publication-refused-long", {"most": MAX_TEXT})
    await _check_unnamed(desk, matter, f"{text}\n{answer}")
    decision = Publication(
        desk.commune.id, matter.petition.id, Decision.APPROVED, text, answer, matter.mark, desk.actor.person, desk.now,
        photos,
    )  # fmt: skip
    await desk.uow.publications.decide(decision)
    return decision


async def _check_unnamed(desk: Desk, matter: Matter, text: str) -> None:
    """Raise `Refused` where what is to be shown holds the name or the telephone of who raised it."""
    petition = matter.petition
    # Who hands in what a hamlet said is no stranger to anybody: it is what was said under whose name that counts.
    author = None if petition.collected else await desk.uow.people.find(desk.commune.id, petition.author)
    names = {petition.author_name, author.name if author else None}
    phone = author.phone if author else None
    if any(names_person(text, name, phone) for name in names):
        raise Refused("publication-refused-author", {"code": petition.code})


async def photos_of(desk: Desk, matter: Matter) -> tuple[Attachment, ...]:
    """The pictures that its author has sent, which may be chosen to be shown."""
    thread = await desk.uow.petitions.thread(matter.petition)
    return tuple(dict.fromkeys(file for file in sent_files(thread) if file.kind == FileKind.PHOTO))


# ── publishing ────────────────────────────────────────────────────────────────────────────────────────────────


async def publish(desk: Desk, dialogue_id: int, hidden: Hidden, address: str, seen: str) -> list[Matter]:
    """Put what was approved where everybody reads it, at `address`; tell its authors once.

    Raises Refused where nothing is to be published, or where it is not what was `seen` any more. The dialogue's
    milestone is done by it (Law 72/2025, art. 43).
    """
    matters = await find_matters(desk, dialogue_id, hidden)
    ready = matters.to_publish
    if not ready:
        raise Refused("publication-refused-nothing")
    if mark_of_all(ready) != seen:
        raise Refused("publication-refused-changed")
    await _put_dialogue(desk, matters)
    for matter in ready:
        await _put(desk, dialogue_id, matter)
    if matters.dialogue is not None:
        await complete_of_kind(desk, matters.dialogue.id, PUBLISH_RESULTS, note=address)
        if matters.public is None:
            _tell_heads(desk, matters.dialogue, len(ready), address)
    _tell_authors(desk, ready, address)
    return ready


def _tell_heads(desk: Desk, dialogue: Dialogue, count: int, address: str) -> None:
    """Results are sent to the heads of hamlets too (Law 72/2025, art. 43), and to the Front, which watches them."""
    for to in (ToHamletHeads(tuple(dialogue.hamlets(desk.commune))), ToSupervisors()):
        desk.tell(
            Notice(
                to,
                (words("publication-told-heads", title=dialogue.title, count=count, address=address),),
                (Choice(f"dialogue.show:{dialogue.id}", words("dialogue-see")),),
                once=f"published:{dialogue.id}",
            )
        )


def mark_of_all(ready: Sequence[Matter]) -> str:
    """A mark of what would be published."""
    return mark_of(*(each.seen for each in ready))


async def _put_dialogue(desk: Desk, matters: Matters) -> None:
    dialogue, before = matters.dialogue, matters.public
    await desk.uow.publications.put_dialogue(
        PublicDialogue(
            desk.commune.id, matters.dialogue_id, dialogue.title if dialogue else "",
            dialogue.day if dialogue else None, dialogue.venue if dialogue else "", desk.now, desk.now,
            before.rated if before else None, before.average if before else None,
        )
    )  # fmt: skip


async def _put(desk: Desk, dialogue_id: int, matter: Matter) -> None:
    decided, before = matter.decided, matter.public
    assert decided is not None
    petition = await desk.uow.petitions.get(desk.commune.id, matter.petition.id, lock=True)
    await _check_unnamed(desk, matter, f"{decided.text}\n{decided.answer}")
    several, people = people_shown(matter.people)
    again = before is not None and not before.is_withdrawn
    item = PublicItem(
        desk.commune.id, petition.code, dialogue_id, petition.topic, petition.hamlet or "",
        matter.standing.department, matter.standing.state, matter.standing.due_on, day_of(petition.received_at),
        matter.standing.answered_on, decided.text, decided.answer,
        before.published_at if before else desk.now, desk.now, several, people, decided.pictures,
        desk.now if again else None,
    )  # fmt: skip
    await desk.uow.publications.put(item, *names_of(desk, item))
    await note(desk, petition, EntryKind.CORRECTED if again else EntryKind.PUBLISHED)


def names_of(desk: Desk, item: PublicItem) -> tuple[str, ...]:
    """What is looked for as well: topic, hamlet and department by their names."""
    commune, hamlet = desk.commune, desk.commune.hamlet(item.hamlet)
    names = (commune.topic(item.topic).name, hamlet.name if hamlet else "", commune.department(item.department).name)
    return tuple(name for name in names if name)


def _tell_authors(desk: Desk, published: Sequence[Matter], address: str) -> None:
    """Each once, with all their codes; what was only corrected is not told."""
    codes: dict[int, list[str]] = {}
    for matter in published:
        if matter.public is None:
            codes.setdefault(matter.petition.author, []).append(matter.code)
    for author, theirs in codes.items():
        desk.tell(
            Notice(
                ToPerson(author),
                (words("publication-told", codes=theirs[:CODES_TOLD], address=address),),
                tuple(Choice(f"mine.show:{code}", words("petition-open", code=code)) for code in theirs[:3]),
                about=theirs[0] if len(theirs) == 1 else None,
                once=f"published:{theirs[0]}",
                urgency=Urgency.REMINDER,
            )
        )


async def take_back(desk: Desk, dialogue_id: int, code: str, hidden: Hidden, reason: str) -> None:
    """Take a matter off the public page: from now on it says no more than that it was withdrawn."""
    matters = await find_matters(desk, dialogue_id, hidden)
    matter = matters.matter(code)
    item = await desk.uow.publications.find(desk.commune.id, code, lock=True)
    if item is None or item.is_withdrawn:
        raise Refused("publication-refused-not-public", {"code": code})
    await desk.uow.publications.put(item.withdrawn(desk.now))
    await leave_out(desk, matter, reason)
    petition = await desk.uow.petitions.get(desk.commune.id, matter.petition.id, lock=True)
    await note(desk, petition, EntryKind.UNPUBLISHED, reason)


async def public_view(desk: Desk, dialogue_id: int) -> tuple[PublicDialogue, list[PublicItem]]:
    """What everybody reads of a dialogue. Raises Refused where nothing was published."""
    check(desk.actor, OnHall.PUBLISH, desk.commune)
    dialogue = await desk.uow.publications.find_dialogue(desk.commune.id, dialogue_id)
    if dialogue is None:
        raise Refused("publication-refused-none")
    return dialogue, await desk.uow.publications.of_dialogue(desk.commune.id, dialogue_id)


# ── as time goes on ───────────────────────────────────────────────────────────────────────────────────────────


async def follow_public(desk: Desk) -> int:
    """Let public matters stand where they stand now; take off what may not be shown any more. Return how many changed.

    The words stay as they were approved.
    """
    publications, commune_id = desk.uow.publications, desk.commune.id
    changed = await _follow_surveys(desk)
    codes = await publications.to_follow(commune_id)
    petitions = await desk.uow.petitions.find_all(commune_id, codes)
    for code in sorted(set(codes) - {p.code for p in petitions}):
        gone = await publications.find(commune_id, code, lock=True)
        if gone is not None:
            await publications.put(gone.withdrawn(desk.now))
            changed += 1
    commitments = await desk.uow.commitments.of_petitions(commune_id, [p.id for p in petitions])
    for petition in petitions:
        item = await publications.find(commune_id, petition.code, lock=True)
        if item is None or item.is_withdrawn:
            continue
        after = _followed(desk, item, petition, commitments.get(petition.id, ()))
        if after != item:
            await publications.put(after, *names_of(desk, after))
            changed += 1
            if after.is_withdrawn:
                await note(desk, petition, EntryKind.UNPUBLISHED, by=NOBODY)
    return changed


async def _follow_surveys(desk: Desk) -> int:
    """Let everybody read how content people are with each dialogue, as far as it may be told."""
    changed = 0
    for shown in await desk.uow.publications.dialogues(desk.commune.id):
        found = told(await desk.uow.surveys.scores(desk.commune.id, shown.id))
        if (found.count, found.average) != (shown.rated, shown.average):
            fresh = replace(shown, rated=found.count, average=found.average, changed_at=desk.now)
            await desk.uow.publications.put_dialogue(fresh)
            changed += 1
    return changed


def _followed(desk: Desk, item: PublicItem, petition: Petition, commitments: Collection[Commitment]) -> PublicItem:
    if is_part_of_another(petition) or why_withheld(petition, concluded=True) is not None:
        return item.withdrawn(desk.now)
    return item.with_standing(standing_of(petition, commitments), desk.now)
