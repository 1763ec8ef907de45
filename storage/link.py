"""One person in several chats: codes that link, which chats belong together, and two people becoming one."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Column, delete, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.link import LinkCode, LinkedChat
from storage.tables import (
    answer,
    answer_template,
    answer_writing,
    attendance,
    audit,
    broadcast,
    calendar_day,
    call,
    channel_account,
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
    petition,
    petition_apart,
    petition_entry,
    plan,
    publication,
    speaker,
    supervisor_question,
    survey,
)

# Every column that names a person: what was one's is the other's from then on.
MOVES: tuple[Column[Any], ...] = (
    answer.c.drafted_by,
    answer.c.approved_by,
    answer.c.returned_by,
    answer.c.undone_by,
    answer_template.c.made_by,
    answer_writing.c.person_id,
    broadcast.c.made_by,
    calendar_day.c.added_by,
    call.c.person_id,
    call.c.done_by,
    commitment.c.kept_by,
    conclusion_notice.c.drafted_by,
    conclusion_notice.c.issued_by,
    data_request.c.decided_by,
    delegate.c.named_by,
    department_chat.c.bound_by,
    dialogue.c.created_by,
    invitation.c.made_by,
    invitation.c.used_by,
    lexicon_word.c.decided_by,
    link_code.c.person_id,
    milestone.c.done_by,
    outbox.c.person_id,
    petition.c.assigned_to,
    petition.c.author,
    petition.c.assigned_to,
    petition.c.taken_by,
    petition.c.assigned_to,
    petition_apart.c.by,
    petition_entry.c.by,
    plan.c.made_by,
    publication.c.decided_by,
    speaker.c.person_id,
    speaker.c.registered_by,
    supervisor_question.c.asked_by,
    supervisor_question.c.answered_by,
)
# What both may have of the same, and the chats themselves: each has a statement of its own.
MOVES_APART: tuple[Column[Any], ...] = (
    attendance.c.person_id,
    conversation.c.person_id,
    data_request.c.person_id,
    grant.c.person_id,
    linked_chat.c.person_id,
    survey.c.person_id,
)
# What was done was done by who it was then; that they are one since stands on the log as well.
STAYS: tuple[Column[Any], ...] = (audit.c.by, audit.c.subject_id, audit.c.other)

# Steps that are under way in the chats of who goes see another version and are taken anew; the step that links is not.
_CHATS = """
    update conversation set person_id = :kept, version = version + case when id = :here then 0 else 1 end
    where commune_id = :commune and person_id = :gone
"""
_NEW_CHATS = """
    insert into linked_chat (commune_id, conversation_id, person_id, linked_at)
    select :commune, id, :kept, :now from (
        select :here as id
        union select id from conversation where commune_id = :commune and person_id = :gone and not in_group
        union select conversation_id from person where commune_id = :commune and id = :gone
        union select conversation_id from linked_chat where commune_id = :commune and person_id = :gone) chats
    where id is not null
    on conflict (commune_id, conversation_id) do update set person_id = :kept, linked_at = :now
"""
_OLD_CHATS = """
    insert into linked_chat (commune_id, conversation_id, person_id, linked_at)
    select :commune, chats.id, :kept, p.created_at from person p, (
        select id from conversation where commune_id = :commune and person_id = :kept and not in_group
        union select conversation_id from person where commune_id = :commune and id = :kept) chats
    where p.commune_id = :commune and p.id = :kept and chats.id is not null
    on conflict (commune_id, conversation_id) do nothing
"""
# The answer given last counts.
_ATTENDANCE = """
    delete from attendance less using attendance more
    where less.commune_id = :commune and more.commune_id = :commune and less.dialogue_id = more.dialogue_id
      and less.person_id in (:kept, :gone) and more.person_id in (:kept, :gone) and less.person_id <> more.person_id
      and (less.answered_at, less.person_id) < (more.answered_at, more.person_id)
"""
_ATTENDANCE_MOVES = "update attendance set person_id = :kept where commune_id = :commune and person_id = :gone"
# What both have asked for and still wait for is asked for once.
_REQUESTS = """
    delete from data_request less using data_request more
    where less.commune_id = :commune and more.commune_id = :commune and less.kind = more.kind
      and less.person_id = :gone and more.person_id = :kept and less.done_at is null and more.done_at is null
"""
_REQUESTS_MOVE = "update data_request set person_id = :kept where commune_id = :commune and person_id = :gone"
_SURVEY = """
    delete from survey less using survey more
    where less.commune_id = :commune and more.commune_id = :commune and less.dialogue_id = more.dialogue_id
      and less.person_id in (:kept, :gone) and more.person_id in (:kept, :gone) and less.person_id <> more.person_id
      and (coalesce(less.answered_at, '-infinity'), less.person_id)
        < (coalesce(more.answered_at, '-infinity'), more.person_id)
"""
_SURVEY_MOVES = "update survey set person_id = :kept where commune_id = :commune and person_id = :gone"
_GRANTS = """
    insert into role_grant (commune_id, person_id, role, department, hamlet, granted_at)
    select commune_id, :kept, role, department, hamlet, granted_at from role_grant
    where commune_id = :commune and person_id = :gone
    on conflict do nothing
"""
# A list in one value: who need not be told of a change.
_BESIDES = """
    update broadcast set besides = (
        select jsonb_agg(coalesce(nullif(one, to_jsonb(cast(:gone as bigint))), to_jsonb(cast(:kept as bigint))))
        from jsonb_array_elements(besides) one)
    where commune_id = :commune and besides @> to_jsonb(cast(:gone as bigint))
"""
_GRANTS_GO = "delete from role_grant where commune_id = :commune and person_id = :gone"

# What is about to be said to the person goes to the chat that stays theirs; what the chat itself asked for is answered.
_REDIRECT = """
    update outbox set account_id = heir.account_id, address = heir.address
    from conversation heir, conversation other
    where heir.id = :heir and other.id = :other and outbox.account_id = other.account_id
      and outbox.address = other.address and outbox.commune_id = :commune and outbox.person_id = :person
      and outbox.sent_at is null and outbox.given_up_at is null and outbox.urgency > 0
"""
_STRANGER = """
    update conversation set person_id = null, version = version + case when id = :own then 0 else 1 end,
        state = jsonb_strip_nulls(jsonb_build_object('screen', state -> 'screen', 'wrong', state -> 'wrong'))
    where id = :other and commune_id = :commune and person_id = :person
"""
_TOLD_ELSEWHERE = """
    update person set conversation_id = :heir
    where commune_id = :commune and id = :person and conversation_id = :other
"""


class Links:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add_code(self, made: LinkCode, now: datetime) -> None:
        """A person has one code at a time: those before are forgotten."""
        await self._connection.execute(
            delete(link_code).where(link_code.c.commune_id == made.commune_id, link_code.c.person_id == made.person)
        )
        await self._connection.execute(
            link_code.insert().values(
                commune_id=made.commune_id, code_hash=made.code_hash, person_id=made.person,
                conversation_id=made.conversation, made_at=now, expires_at=made.expires_at,
            )
        )  # fmt: skip

    async def find_code(self, commune_id: int, code_hash: str, *, lock: bool = False) -> LinkCode | None:
        found = select(link_code).where(link_code.c.commune_id == commune_id, link_code.c.code_hash == code_hash)
        row = (await self._connection.execute(found.with_for_update() if lock else found)).one_or_none()
        if row is None:
            return None
        return LinkCode(
            row.commune_id, row.code_hash, row.person_id, row.conversation_id, row.expires_at, row.used_at
        )  # fmt: skip

    async def use_code(self, used: LinkCode, now: datetime) -> None:
        await self._connection.execute(
            update(link_code)
            .where(link_code.c.commune_id == used.commune_id, link_code.c.code_hash == used.code_hash)
            .values(used_at=now)
        )

    async def forget_codes(self, before: datetime) -> int:
        gone = await self._connection.execute(delete(link_code).where(link_code.c.expires_at < before))
        return gone.rowcount

    async def channel_of(self, conversation_id: int) -> str:
        """The channel that a chat is on, e.g. ``telegram``."""
        found = (
            select(channel_account.c.channel)
            .join(conversation, conversation.c.account_id == channel_account.c.id)
            .where(conversation.c.id == conversation_id)
        )
        return str((await self._connection.execute(found)).scalar_one())

    async def chats(self, commune_id: int, person_id: int) -> list[LinkedChat]:
        """The chats of a person who has several, oldest first; empty for everybody else."""
        rows = await self._connection.execute(
            select(linked_chat.c.conversation_id, linked_chat.c.linked_at, channel_account.c.channel)
            .join(conversation, conversation.c.id == linked_chat.c.conversation_id)
            .join(channel_account, channel_account.c.id == conversation.c.account_id)
            .where(linked_chat.c.commune_id == commune_id, linked_chat.c.person_id == person_id)
            .order_by(linked_chat.c.linked_at, linked_chat.c.conversation_id)
        )
        return [LinkedChat(r.conversation_id, r.channel, r.linked_at) for r in rows]

    async def channels(self, commune_id: int, people: Collection[int]) -> dict[int, list[str]]:
        """The channels that people have private chats on, by person; no chat, no entry."""
        rows = await self._connection.execute(
            select(conversation.c.person_id, channel_account.c.channel)
            .join(channel_account, channel_account.c.id == conversation.c.account_id)
            .where(
                conversation.c.commune_id == commune_id,
                conversation.c.person_id.in_(list(people)),
                conversation.c.in_group.is_(False),
            )
            .order_by(conversation.c.id)
        )
        found: dict[int, list[str]] = {}
        for row in rows:
            found.setdefault(row.person_id, []).append(row.channel)
        return found

    async def merge(self, commune_id: int, kept: int, gone: int, here: int, now: datetime) -> None:
        """Let everything of `gone` be of `kept`, by a step of the chat `here`.

        Both people must be locked, and must not both be on the list of speakers of one dialogue.
        """
        facts = {"commune": commune_id, "kept": kept, "gone": gone, "here": here, "now": now}
        # The chats first: after that no step of theirs can end that has written something down for who goes.
        for statement in (
            _OLD_CHATS,
            _NEW_CHATS,
            _CHATS,
            _ATTENDANCE,
            _ATTENDANCE_MOVES,
            _REQUESTS,
            _REQUESTS_MOVE,
            _SURVEY,
            _SURVEY_MOVES,
            _GRANTS,
            _GRANTS_GO,
            _BESIDES,
        ):
            named = {name: value for name, value in facts.items() if f":{name}" in statement}
            await self._connection.execute(text(statement), named)
        for column in MOVES:
            table = column.table
            await self._connection.execute(
                update(table).where(table.c.commune_id == commune_id, column == gone).values({column.name: kept})
            )

    async def part(self, commune_id: int, person: int, other: int, heir: int, own: int) -> None:
        """Make the chat `other` a stranger's; what is to be told to `person` there is told in `heir`.

        `own` is the chat of the step that does it. The person must be locked.
        """
        facts = {"commune": commune_id, "person": person, "other": other, "heir": heir, "own": own}
        for statement in (_REDIRECT, _STRANGER, _TOLD_ELSEWHERE):
            named = {name: value for name, value in facts.items() if f":{name}" in statement}
            await self._connection.execute(text(statement), named)
        await self._connection.execute(
            delete(linked_chat).where(linked_chat.c.commune_id == commune_id, linked_chat.c.conversation_id == other)
        )
