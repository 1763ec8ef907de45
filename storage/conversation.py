"""Conversations: the state of each chat, locked while a step is taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, text, update
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.access import Grant
from storage.person import Person, read_grant
from storage.tables import conversation


@dataclass(frozen=True)
class Talk:
    """A locked conversation with who talks in it and the oldest delivery waiting for it."""

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

    @property
    def chat(self) -> str:
        """The chat without thread and person: what a group is bound by."""
        return self.key.split("/")[0]


_CLAIM = text("""
    with talk as (
        select id, account_id, key, address, in_group, commune_id, person_id, state, recent, reachable
        from conversation where account_id = :account and key = :key for update
    )
    select talk.*, i.inbox_id, i.payload, i.received_at, i.tries,
           p.id as p_id, p.name, p.language, p.hamlet, p.phone, p.consented_at, p.conversation_id,
           case when p.id is not null then (
               select jsonb_agg(jsonb_build_array(g.role, g.department, g.hamlet))
               from role_grant g where g.commune_id = p.commune_id and g.person_id = p.id) end as grants
    from talk
    left join lateral (
        select id as inbox_id, payload, received_at, tries from inbox
        where account_id = :account and conversation = :key and done_at is null and set_aside_at is null
          and (not_before is null or not_before <= :now)
        order by id limit 1) i on true
    left join person p on p.commune_id = talk.commune_id and p.id = talk.person_id
""").columns(state=JSONB, recent=JSONB, payload=JSONB, grants=JSONB)

# State, mark and everything to be sent become true together, in one round trip.
_FINISH = text("""
    with done as (
        update inbox set done_at = :now where id = :inbox_id and done_at is null returning id
    ), talk as (
        update conversation set state = :state, recent = :recent, commune_id = :commune, person_id = :person,
               reachable = :reachable, updated_at = :now
        where id = :id
    ), sent as (
        insert into outbox (account_id, address, commune_id, person_id, text, choices, files, about, card, quiets,
                            urgency, once, queued_at, not_before, expires_at)
        select account_id, address, commune_id, person_id, text, choices, files, about, card, quiets,
               urgency, once, queued_at, not_before, expires_at
        from jsonb_to_recordset(:outbox) as row(
            account_id int, address text, commune_id int, person_id bigint, text text, choices jsonb, files jsonb,
            about text, card boolean, quiets text, urgency smallint, once text, queued_at timestamptz,
            not_before timestamptz, expires_at timestamptz)
        on conflict (commune_id, once) do nothing
    )
    select count(*) from done
""").bindparams(bindparam("state", type_=JSONB), bindparam("recent", type_=JSONB), bindparam("outbox", type_=JSONB))


class Conversations:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def open(
        self, account_id: int, key: str, address: str, in_group: bool, commune_id: int | None, now: datetime
    ) -> None:
        """Create the conversation unless it is there."""
        await self._connection.execute(
            insert(conversation)
            .values(
                account_id=account_id,
                key=key,
                address=address,
                in_group=in_group,
                commune_id=commune_id,
                updated_at=now,
            )
            .on_conflict_do_nothing()
        )

    async def claim(self, account_id: int, key: str, now: datetime) -> Talk | None:
        """Lock the conversation and return it with its oldest waiting delivery; None when it does not exist yet."""
        row = (await self._connection.execute(_CLAIM, {"account": account_id, "key": key, "now": now})).one_or_none()
        if row is None:
            return None
        someone = (
            Person(
                row.commune_id, row.p_id, row.name, row.language, row.hamlet, row.phone, row.consented_at,
                row.conversation_id,
            )
            if row.p_id is not None
            else None
        )  # fmt: skip
        return Talk(
            row.id,
            row.account_id,
            row.key,
            row.address,
            row.in_group,
            row.commune_id,
            someone,
            tuple(read_grant(*g) for g in row.grants or ()),
            row.state,
            row.recent,
            row.reachable,
            row.inbox_id,
            row.payload or {},
            row.received_at,
            row.tries or 0,
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
        """Store the step; False when another worker has taken it already: nothing must then be kept."""
        done = await self._connection.scalar(
            _FINISH,
            {
                "inbox_id": talk.inbox_id,
                "id": talk.id,
                "state": state,
                "recent": recent,
                "commune": commune_id,
                "person": person_id,
                "reachable": reachable,
                "outbox": outbox,
                "now": now,
            },
        )
        return bool(done)

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
            "update outbox set address = :new || substr(address, length(:old) + 1) "
            "where account_id = :account and sent_at is null and given_up_at is null "
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
                update conversation set state = state - 'drafts' - 'filling' - 'loose' - 'menu'
                where updated_at < :before and state ?| array['drafts', 'filling', 'loose']
            """),
            {"before": before},
        )
        return cleared.rowcount
