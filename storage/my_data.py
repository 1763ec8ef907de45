"""Everything that is stored of a person: what of it is theirs to have, and what becomes of it when they are erased.

Every column that names a person has its line in `HOLDINGS`; a test fails when one has none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, Table, bindparam, select, text, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import TEXT as STRING
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.petition import Petition
from storage.petition import Petitions
from storage.tables import (
    answer,
    answer_template,
    answer_writing,
    attendance,
    audit,
    broadcast,
    calendar_day,
    call,
    commitment,
    conclusion_notice,
    conversation,
    data_request,
    delegate,
    department_chat,
    dialogue,
    grant,
    invitation,
    lexicon_word,
    link_code,
    linked_chat,
    milestone,
    outbox,
    person,
    petition,
    petition_apart,
    petition_entry,
    plan,
    publication,
    speaker,
    supervisor_question,
    survey,
)


class Fate(StrEnum):
    """What becomes of a row when the person it names is erased.

    `KEPT`: only their number stands there, which leads to nobody any more. `BLANKED`: what says who they are is
    emptied. `CUT`: it no longer names them. `DELETED`: it goes.
    """

    KEPT = "kept"
    BLANKED = "blanked"
    CUT = "cut"
    DELETED = "deleted"


@dataclass(frozen=True)
class Holding:
    """A column that names a person, the columns of its rows that the person gets a copy of, and the rows' fate."""

    column: Column[Any]
    copies: tuple[str, ...]
    fate: Fate
    blank: Mapping[str, Any] = field(default_factory=dict)

    @property
    def table(self) -> Table:
        found = self.column.table
        assert isinstance(found, Table)
        return found


# A name that is no longer there, where a list needs one.
NAMELESS = "—"
HOLDINGS: tuple[Holding, ...] = (
    Holding(petition.c.author, (
        "code", "state", "topic", "department", "hamlet", "author_name", "name_shown", "collected", "body",
        "received_at", "due_on", "answered_at", "outcome", "promised_on", "score", "score_note", "closed_at",
    ), Fate.BLANKED),  # by `Petitions.hide_author`: what a hamlet head collected bears the names of others
    Holding(petition_entry.c.by, ("petition_id", "kind", "at", "text", "files", "places"), Fate.BLANKED, {"refs": []}),
    Holding(speaker.c.person_id, ("dialogue_id", "number", "name", "hamlet", "topic", "summary", "needs",
                                  "registered_at", "withdrawn_at"), Fate.BLANKED, {"name": NAMELESS, "needs": []}),
    Holding(speaker.c.registered_by, ("dialogue_id", "number", "registered_at"), Fate.KEPT),
    Holding(attendance.c.person_id, ("dialogue_id", "comes", "answered_at"), Fate.KEPT),
    Holding(delegate.c.named_by, ("dialogue_id", "hamlet", "number", "name", "named_at"), Fate.KEPT),
    Holding(survey.c.person_id, ("dialogue_id", "asked_at", "score", "note", "answered_at"), Fate.BLANKED,
            {"note": ""}),
    Holding(call.c.person_id, ("kind", "text", "made_at", "done_at", "reached"), Fate.DELETED),
    Holding(outbox.c.person_id, ("text", "queued_at", "sent_at", "given_up_at", "way"), Fate.DELETED),
    Holding(conversation.c.person_id, ("state", "heard_at", "updated_at"), Fate.DELETED),
    Holding(linked_chat.c.person_id, ("linked_at",), Fate.DELETED),
    Holding(link_code.c.person_id, ("made_at",), Fate.DELETED),
    Holding(data_request.c.person_id, ("kind", "state", "asked_at", "due_on", "done_at"), Fate.KEPT),
    Holding(grant.c.person_id, ("role", "department", "hamlet", "granted_at"), Fate.DELETED),
    Holding(answer_writing.c.person_id, ("petition_id", "since"), Fate.DELETED),
    # What they did as staff: that it was done by somebody stays, who they were does not.
    Holding(petition.c.taken_by, ("code",), Fate.KEPT),
    Holding(petition.c.assigned_to, ("code",), Fate.KEPT),
    Holding(answer.c.drafted_by, ("id", "drafted_at"), Fate.KEPT),
    Holding(answer.c.approved_by, ("id", "approved_at"), Fate.KEPT),
    Holding(answer.c.returned_by, ("id", "returned_at"), Fate.KEPT),
    Holding(answer.c.undone_by, ("id", "undone_at"), Fate.KEPT),
    Holding(answer_template.c.made_by, ("id", "made_at"), Fate.KEPT),
    Holding(conclusion_notice.c.drafted_by, ("dialogue_id", "drafted_at"), Fate.KEPT),
    Holding(conclusion_notice.c.issued_by, ("dialogue_id", "issued_at"), Fate.KEPT),
    Holding(commitment.c.kept_by, ("id", "kept_at"), Fate.KEPT),
    Holding(supervisor_question.c.asked_by, ("id", "asked_at"), Fate.KEPT),
    Holding(supervisor_question.c.answered_by, ("id", "answered_at"), Fate.KEPT),
    Holding(broadcast.c.made_by, ("id", "made_at"), Fate.KEPT),
    Holding(calendar_day.c.added_by, ("day", "added_at"), Fate.KEPT),
    Holding(call.c.done_by, ("id", "done_at"), Fate.KEPT),
    Holding(data_request.c.decided_by, ("id",), Fate.KEPT),
    Holding(department_chat.c.bound_by, ("department", "bound_at"), Fate.KEPT),
    Holding(dialogue.c.created_by, ("id", "created_at"), Fate.KEPT),
    Holding(invitation.c.made_by, ("role", "made_at"), Fate.KEPT),
    Holding(invitation.c.used_by, ("role", "used_at"), Fate.KEPT),
    Holding(lexicon_word.c.decided_by, ("word", "decided_at"), Fate.KEPT),
    Holding(petition_apart.c.by, ("at",), Fate.KEPT),
    Holding(milestone.c.done_by, ("id", "done_at"), Fate.KEPT),
    Holding(plan.c.made_by, ("id", "made_at"), Fate.KEPT),
    Holding(publication.c.decided_by, ("petition_id", "decision", "decided_at"), Fate.KEPT),
    # The log only ever grows; it knows numbers and acts, never names or words.
    Holding(audit.c.by, ("subject", "kind", "at"), Fate.KEPT),
    Holding(audit.c.subject_id, (), Fate.KEPT),  # of chains about petitions it is no person; theirs are read apart
    Holding(audit.c.other, (), Fate.KEPT),
)  # fmt: skip
# People in a list that is one value: who need not be told of a change.
LISTS: tuple[Column[Any], ...] = (broadcast.c.besides,)
ABOUT_THEMSELVES = ("name", "language", "hamlet", "phone", "consented_at", "created_at", "restricted_at")


@dataclass(frozen=True)
class MyData:
    """`rows` by the column that names the person, e.g. ``petition.author``; values are plain, moments in ISO form.

    `threads` are the entries of their petitions by code, `files` what they sent, as attachments.
    """

    person: Mapping[str, Any]
    rows: Mapping[str, Sequence[Mapping[str, Any]]]


class MyDataStore:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def copy(self, commune_id: int, person_id: int) -> MyData:
        """Everything that is theirs to have."""
        [about] = await self._rows(
            select(*(person.c[name] for name in ABOUT_THEMSELVES)).where(
                person.c.commune_id == commune_id, person.c.id == person_id
            )
        )
        rows = {}
        for each in HOLDINGS:
            if each.copies:
                columns = [each.table.c[name] for name in each.copies]
                order = list(each.table.primary_key.columns)
                rows[str(each.column)] = await self._rows(
                    select(*columns).where(each.table.c.commune_id == commune_id, each.column == person_id)
                    .order_by(*order)
                )  # fmt: skip
        rows["web_message"] = await self._rows(
            text("""
                select m.at, m.mine, m.text from web_message m
                where m.key in (select key from conversation where commune_id = :commune and person_id = :person
                                and not in_group)
                order by m.key, m.n
            """).bindparams(commune=commune_id, person=person_id)
        )
        return MyData(about, rows)

    async def _rows(self, statement: Any) -> list[dict[str, Any]]:
        found = await self._connection.execute(statement)
        return [{name: _plain(value) for name, value in row._mapping.items()} for row in found]

    async def erase(self, commune_id: int, person_id: int, now: datetime) -> list[Petition]:
        """Let nothing but a number be left of a person, who must be locked; return their own petitions.

        Cases stay, with what was said in them; that the name and the telephone stand in the words is for the caller.
        """
        petitions = Petitions(self._connection)
        own = [each for each in await petitions.by_author(commune_id, person_id, 10_000) if not each.collected]
        facts = {"commune": commune_id, "person": person_id}
        named = (await self._connection.execute(text(_WHO), facts)).one()
        await self._forget_said_to_others(commune_id, named.name, [each.code for each in own])
        for statement in _CHATS_GO:
            await self._connection.execute(text(statement.replace("THEIR_CHATS", _THEIR_CHATS)), facts)
        for each in HOLDINGS:
            if each.column is conversation.c.person_id:
                continue
            where = (each.table.c.commune_id == commune_id, each.column == person_id)
            if each.fate is Fate.DELETED:
                await self._connection.execute(each.table.delete().where(*where))
            elif each.fate is Fate.CUT:
                await self._connection.execute(update(each.table).where(*where).values({each.column.name: None}))
            elif each.blank:
                await self._connection.execute(update(each.table).where(*where).values(**each.blank))
        await petitions.hide_author(commune_id, person_id)
        await self._connection.execute(text(_PERSON_GOES), {**facts, "now": now})
        return own

    async def _forget_said_to_others(self, commune_id: int, name: str | None, codes: Sequence[str]) -> None:
        """Messages that told others of the person's petitions with their name say it no longer."""
        if not name or not codes:
            return
        facts = {"commune": commune_id, "name": name, "codes": list(codes)}
        for statement in _SAID_TO_OTHERS:
            await self._connection.execute(
                text(statement).bindparams(bindparam("codes", type_=ARRAY(STRING))), facts
            )  # fmt: skip

    async def named_by_others(self, commune_id: int, name: str, limit: int = 8) -> "list[NamedByOthers]":
        """Where hamlet heads have named somebody who has no chat of their own, the latest first."""
        rows = await self._connection.execute(
            text(_NAMED), {"commune": commune_id, "name": " ".join(name.split()), "limit": limit}
        )
        return [NamedByOthers(row.kind, row.dialogue, row.hamlet, row.number, row.code, row.name) for row in rows]

    async def forget_named(self, commune_id: int, named: "NamedByOthers") -> int | None:
        """Take a name off; return the id of the petition where it stood on one. None for lists of dialogues."""
        if named.code is not None:
            name = await self._connection.scalar(
                select(petition.c.author_name).where(petition.c.commune_id == commune_id, petition.c.code == named.code)
            )
            await self._forget_said_to_others(commune_id, name, [named.code])
        facts = {
            "commune": commune_id, "dialogue": named.dialogue, "hamlet": named.hamlet, "number": named.number,
            "code": named.code, "nameless": NAMELESS,
        }  # fmt: skip
        statement = _FORGET_NAMED[named.kind]
        used = {key: value for key, value in facts.items() if f":{key}" in statement}
        found = await self._connection.execute(text(statement), used)
        return found.scalar_one_or_none() if named.kind == "petition" else None


@dataclass(frozen=True)
class NamedByOthers:
    """`kind` is where: ``speaker``, ``delegate`` or ``petition``."""

    kind: str
    dialogue: int | None
    hamlet: str | None
    number: int | None
    code: str | None
    name: str


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


_WHO = "select name, phone from person where commune_id = :commune and id = :person"
_THEIR_CHATS = """
    select c.id, c.account_id, c.key, c.address from conversation c
    where c.commune_id = :commune and not c.in_group
      and (c.person_id = :person
           or c.id in (select conversation_id from linked_chat where commune_id = :commune and person_id = :person)
           or c.id = (select conversation_id from person where commune_id = :commune and id = :person
                      and c.person_id is not distinct from :person))
"""
# Deliveries keep their ids until they are forgotten, so that a repeated one is known.
_CHATS_GO = (
    """update inbox set payload = '{}' from (THEIR_CHATS) chat
        where inbox.account_id = chat.account_id and inbox.conversation = chat.key
        and (done_at is not null or set_aside_at is not null)""",
    "delete from web_message using (THEIR_CHATS) chat where web_message.key = chat.key",
    """delete from outbox using (THEIR_CHATS) chat
        where outbox.account_id = chat.account_id and outbox.address = chat.address
        and outbox.commune_id = :commune""",
    "delete from conversation using (THEIR_CHATS) chat where conversation.id = chat.id",
    "update conversation set person_id = null where commune_id = :commune and person_id = :person",
    """update broadcast set besides = besides - cast(array_position(
           array(select jsonb_array_elements(besides)), to_jsonb(cast(:person as bigint))) - 1 as int)
       where commune_id = :commune and besides @> to_jsonb(cast(:person as bigint))""",
)
_SAID_TO_OTHERS = (
    """update outbox set text = replace(text, :name, '—')
       where commune_id = :commune and about = any(:codes) and strpos(text, :name) > 0""",
    """update web_message m set text = replace(m.text, :name, '—')
       from conversation c join role_grant g on g.commune_id = c.commune_id and g.person_id = c.person_id
       where c.commune_id = :commune and m.key = c.key and not m.mine and strpos(m.text, :name) > 0
         and exists (select from unnest(cast(:codes as text[])) code where strpos(m.text, code) > 0)""",
)
_PERSON_GOES = """
    update person set name = null, phone = null, hamlet = null, consented_at = null, conversation_id = null,
        language = default, restricted_at = null, erased_at = :now
    where commune_id = :commune and id = :person
"""
_NAMED = """
    select * from (
        select 'speaker' as kind, dialogue_id as dialogue, hamlet, number, null as code, name, registered_at as at
        from speaker where commune_id = :commune and person_id is null and lower(name) = lower(:name)
        union all
        select 'delegate', dialogue_id, hamlet, number, null, name, named_at
        from delegate where commune_id = :commune and lower(name) = lower(:name)
        union all
        select 'petition', null, hamlet, null, code, author_name, received_at
        from petition where commune_id = :commune and collected and lower(author_name) = lower(:name)
    ) found order by at desc limit :limit
"""
_FORGET_NAMED = {
    "speaker": """update speaker set name = :nameless || ' ' || number, needs = '[]'
                  where commune_id = :commune and dialogue_id = :dialogue and number = :number""",
    "delegate": """update delegate set name = :nameless where commune_id = :commune and dialogue_id = :dialogue
                   and hamlet = :hamlet and number = :number""",
    "petition": """update petition set author_name = null, name_shown = false
                   where commune_id = :commune and code = :code and collected returning id""",
}
