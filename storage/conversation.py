"""Conversations: the state of each chat, stored only by who has seen the state before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.access import Grant
from domain.reach import Chat
from storage.driver import driver_of, to_json
from storage.outbox import queue_sql
from storage.person import Person, read_grant
from storage.tables import conversation


@dataclass(frozen=True)
class Talk:
    """A conversation with who talks in it and the oldest delivery waiting for it; `more` tells whether others wait.

    `version` is another after every step; `shared` tells whether the person has other chats as well.
    """

    id: int
    account_id: int
    key: str
    address: str
    in_group: bool
    commune_id: int | None
    person: Person | None
    grants: tuple[Grant, ...]
    state: dict[str, Any]
    recent: Sequence[float]
    reachable: bool
    inbox_id: int | None
    payload: dict[str, Any]
    received_at: datetime | None
    tries: int
    more: bool
    version: int
    shared: bool = False

    @property
    def chat(self) -> str:
        """The chat without thread and person: what a group is bound by."""
        return self.key.split("/")[0]


# The two statements of every step go to the driver itself: what SQLAlchemy does for them takes longer than they do.
CLAIM = """
    select t.id, t.account_id, t.key, t.address, t.in_group, t.commune_id, t.state, t.recent, t.reachable, t.version,
           i.inbox_id, i.payload, i.received_at, i.tries, i.more,
           p.id as p_id, p.name, p.language, p.hamlet, p.phone, p.consented_at, p.conversation_id,
           case when p.id is not null then (
               select jsonb_agg(jsonb_build_array(g.role, g.department, g.hamlet))
               from role_grant g where g.commune_id = p.commune_id and g.person_id = p.id) end as grants,
           p.id is not null and exists (
               select from linked_chat l
               where l.commune_id = p.commune_id and l.person_id = p.id and l.conversation_id <> t.id) as shared
    from conversation t
    left join lateral (
        select * from (
            select id as inbox_id, payload, received_at, tries, not_before, exists (
                select from inbox later where later.account_id = $1 and later.conversation = $2
                and later.id > inbox.id and later.done_at is null and later.set_aside_at is null) as more
            from inbox
            where account_id = $1 and conversation = $2 and done_at is null and set_aside_at is null
            order by id limit 1) head
        where not_before is null or not_before <= $3) i on true
    left join person p on p.commune_id = t.commune_id and p.id = t.person_id
    where t.account_id = $1 and t.key = $2
"""

# State, mark and everything to be sent become true together, in one round trip, and only if nobody else has taken
# a step of this chat since it was claimed.
FINISH = f"""
    with talk as (
        update conversation set state = $3, recent = $4, commune_id = $5, person_id = $6, reachable = $7,
               updated_at = $9, heard_at = greatest(heard_at, $11), version = version + 1
        where id = $1 and version = $10
          and exists (select from inbox where inbox.id = $2 and done_at is null)
        returning id
    ), done as (
        update inbox set done_at = $9 where id = $2 and exists (select from talk) returning id
    ), sent as (
        {queue_sql("$8", "exists (select from talk)")}
    )
    select count(*) from done
"""  # noqa: S608  the parts are constants


_CHATS = text("""
    select c.id, c.account_id, c.address, a.channel, c.heard_at, c.reachable
    from conversation c join channel_account a on a.id = c.account_id
    where c.commune_id = :commune and c.person_id = :person and not c.in_group
    order by c.heard_at desc nulls last, c.id desc
""")
_HEARD_AT = text("select heard_at from conversation where account_id = :account and key = :address and not in_group")

_OPEN = insert(conversation).on_conflict_do_nothing()


class Conversations:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def open(
        self, account_id: int, key: str, address: str, in_group: bool, commune_id: int | None, now: datetime
    ) -> None:
        """Create the conversation unless it is there."""
        values = {
            "account_id": account_id, "key": key, "address": address, "in_group": in_group, "commune_id": commune_id,
            "updated_at": now,
        }  # fmt: skip
        await self._connection.execute(_OPEN, values)

    async def claim(self, account_id: int, key: str, now: datetime) -> Talk | None:
        """The conversation with its oldest waiting delivery; None when it does not exist yet. Nothing is locked."""
        row = await (await driver_of(self._connection)).fetchrow(CLAIM, account_id, key, now)
        if row is None:
            return None
        someone = (
            Person(
                row["commune_id"], row["p_id"], row["name"], row["language"], row["hamlet"], row["phone"],
                row["consented_at"], row["conversation_id"],
            )
            if row["p_id"] is not None
            else None
        )  # fmt: skip
        return Talk(
            row["id"],
            row["account_id"],
            row["key"],
            row["address"],
            row["in_group"],
            row["commune_id"],
            someone,
            tuple(read_grant(*g) for g in row["grants"] or ()),
            row["state"],
            row["recent"],
            row["reachable"],
            row["inbox_id"],
            row["payload"] or {},
            row["received_at"],
            row["tries"] or 0,
            bool(row["more"]),
            row["version"],
            row["shared"],
        )

    async def finish(
        self,
        talk: Talk,
        *,
        state: dict[str, Any],
        recent: list[float],
        commune_id: int | None,
        person_id: int | None,
        reachable: bool,
        outbox: list[dict[str, Any]],
        now: datetime,
    ) -> bool:
        """Store the step; False when another worker has taken one meanwhile: nothing must then be kept."""
        driver = await driver_of(self._connection)
        done = await driver.fetchval(
            FINISH, talk.id, talk.inbox_id, to_json(state), to_json(recent), commune_id, person_id, reachable,
            to_json(outbox), now, talk.version, talk.received_at if reachable else None,
        )  # fmt: skip
        return bool(done)

    async def moved_on(self, talk: Talk) -> bool:
        """Tell whether somebody else has changed the conversation since it was claimed."""
        found = select(conversation.c.version).where(conversation.c.id == talk.id)
        return (await self._connection.execute(found)).scalar_one_or_none() != talk.version

    async def of_person(self, commune_id: int, person_id: int) -> list[tuple[int, str]]:
        """Account and address of every private chat of a person."""
        rows = await self._connection.execute(
            select(conversation.c.account_id, conversation.c.address).where(
                conversation.c.commune_id == commune_id,
                conversation.c.person_id == person_id,
                conversation.c.in_group.is_(False),
            )
        )
        return [(r.account_id, r.address) for r in rows]

    async def elsewhere(self, talk: Talk) -> list[tuple[int, dict[str, Any]]]:
        """Id and state of the other private chats of who talks, the one used last first."""
        assert talk.person is not None
        rows = await self._connection.execute(
            select(conversation.c.id, conversation.c.state)
            .where(
                conversation.c.commune_id == talk.person.commune_id,
                conversation.c.person_id == talk.person.id,
                conversation.c.in_group.is_(False),
                conversation.c.id != talk.id,
            )
            .order_by(conversation.c.updated_at.desc(), conversation.c.id)
        )
        return [(r.id, r.state) for r in rows]

    async def lock_states(self, commune_id: int, person_id: int) -> dict[int, dict[str, Any]]:
        """The states of all private chats of a person by id; no step of theirs can end before this transaction."""
        rows = await self._connection.execute(
            select(conversation.c.id, conversation.c.state)
            .where(
                conversation.c.commune_id == commune_id,
                conversation.c.person_id == person_id,
                conversation.c.in_group.is_(False),
            )
            .order_by(conversation.c.id)
            .with_for_update()
        )
        return {r.id: r.state for r in rows}

    async def put_state(self, conversation_id: int, state: dict[str, Any]) -> None:
        """Change another chat's state, which must be locked; a step of it that is under way is taken anew."""
        await self._connection.execute(
            update(conversation)
            .where(conversation.c.id == conversation_id)
            .values(state=state, version=conversation.c.version + 1)
        )

    async def chats_of(self, commune_id: int, person_id: int) -> list[tuple[int, Chat]]:
        """Every private chat of a person with its id, the one used last first."""
        rows = await self._connection.execute(_CHATS, {"commune": commune_id, "person": person_id})
        return [(r.id, Chat(r.account_id, r.address, r.channel, r.heard_at, r.reachable)) for r in rows]

    async def heard_at(self, account_id: int, address: str) -> datetime | None:
        """When somebody was last heard in a private chat; None where never."""
        found: datetime | None = await self._connection.scalar(_HEARD_AT, {"account": account_id, "address": address})
        return found

    async def person_in_private(self, account_id: int, user: str) -> tuple[int | None, int | None]:
        """Commune and person that the user of a channel is, as their private chat knows them."""
        row = (
            await self._connection.execute(
                select(conversation.c.commune_id, conversation.c.person_id).where(
                    conversation.c.account_id == account_id, conversation.c.key == user
                )
            )
        ).one_or_none()
        return (row.commune_id, row.person_id) if row else (None, None)

    async def mark_reachable(self, account_id: int, address: str, *, reachable: bool) -> None:
        await self._connection.execute(
            update(conversation)
            .where(conversation.c.account_id == account_id, conversation.c.address == address)
            .values(reachable=reachable)
        )

    async def rename(self, account_id: int, old: str, new: str) -> None:
        """A group got another id: everything that is keyed by it follows."""
        for statement in (
            # Somebody may have written in the new place before the move became known: that stays.
            "update conversation set key = :new || substr(key, length(:old) + 1), "
            "address = :new || substr(address, length(:old) + 1) "
            "where account_id = :account and (address = :old or starts_with(address, :old || '/')) "
            "and not exists (select from conversation there where there.account_id = :account "
            "and there.key = :new || substr(conversation.key, length(:old) + 1))",
            "update department_chat set address = :new || substr(address, length(:old) + 1) "
            "where account_id = :account and (address = :old or starts_with(address, :old || '/'))",
            # Broadcasts go to people, never to a group.
            "update outbox set address = :new || substr(address, length(:old) + 1) "
            "where account_id = :account and sent_at is null and given_up_at is null and urgency < 20 "
            "and (address = :old or starts_with(address, :old || '/'))",
        ):
            await self._connection.execute(
                text(statement),
                {"account": account_id, "old": old, "new": new},
            )

    async def forget_said(self, talk: Talk) -> None:
        """Delete what was said in a private chat; deliveries keep their ids, so that a repeated one is known."""
        for statement in (
            "update inbox set payload = '{}' where account_id = :account and conversation = :key "
            "and (done_at is not null or id = :inbox_id)",
            "delete from web_message where key = :key and mine",
        ):
            await self._connection.execute(
                text(statement), {"account": talk.account_id, "key": talk.key, "inbox_id": talk.inbox_id}
            )

    async def forget_drafts(self, before: datetime) -> int:
        """Clear what was typed and not sent in conversations untouched since `before`; return how many."""
        cleared = await self._connection.execute(
            text("""
                update conversation
                set state = state - 'drafts' - 'filling' - 'loose' - 'menu', version = version + 1
                where updated_at < :before and state ?| array['drafts', 'filling', 'loose']
            """),
            {"before": before},
        )
        return cleared.rowcount
