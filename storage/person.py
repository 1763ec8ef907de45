"""People and the roles they have."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.access import OF_DEPARTMENT, Grant, Role
from domain.reach import Chat
from storage.tables import channel_account, conversation, grant, linked_chat, person


@dataclass(frozen=True)
class Person:
    commune_id: int
    id: int
    name: str | None
    language: str
    hamlet: str | None
    phone: str | None
    consented_at: datetime | None
    conversation_id: int | None
    restricted_at: datetime | None = None


@dataclass(frozen=True)
class Addressee:
    """Where a person is told things: the chat they used last."""

    person: int
    language: str
    chat: Chat


# Made once: putting a statement together takes as long as running it.
_this_person = (person.c.commune_id == bindparam("of_commune"), person.c.id == bindparam("of_person"))
_ADD = person.insert().returning(person)
_FIND = select(person).where(*_this_person)
_CHANGE = update(person).where(*_this_person).returning(person)
_GRANTS = select(grant).where(
    grant.c.commune_id == bindparam("of_commune"), grant.c.person_id == bindparam("of_person")
)

_WITH_ROLE = text("""
    select person_id from role_grant
    where commune_id = :of_commune and role = any(:roles)
      and (cast(:department as text) is null or department = :department)
      and (cast(:hamlets as text[]) is null or hamlet = any(:hamlets))
""")


class People:
    """`changed` is the person written last in this unit of work, `given` tells whether anybody was given a role."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self.changed: Person | None = None
        self.given = False

    async def add(
        self, commune_id: int, name: str | None, language: str, now: datetime, conversation_id: int | None = None
    ) -> Person:
        values = {
            "commune_id": commune_id, "name": name, "language": language, "created_at": now,
            "conversation_id": conversation_id,
        }  # fmt: skip
        return _person((await self._connection.execute(_ADD, values)).one())

    async def find(self, commune_id: int, person_id: int) -> Person | None:
        row = (await self._connection.execute(_FIND, {"of_commune": commune_id, "of_person": person_id})).one_or_none()
        return _person(row) if row else None

    async def names(self, commune_id: int, people: Iterable[int]) -> dict[int, str]:
        """What people are called, those of whom it is known."""
        wanted = list(people)
        if not wanted:
            return {}
        rows = await self._connection.execute(
            select(person.c.id, person.c.name).where(
                person.c.commune_id == commune_id, person.c.id.in_(wanted), person.c.name.is_not(None)
            )
        )
        return {row.id: row.name for row in rows}

    async def in_chat(self, commune_id: int, account_id: int, key: str) -> Person | None:
        """The person of a commune whose private chat `key` is: one of several, or the one they are told things in."""
        linked = (linked_chat.c.commune_id == person.c.commune_id) & (linked_chat.c.person_id == person.c.id)
        rows = await self._connection.execute(
            select(person)
            .join(linked_chat, linked, isouter=True)
            .join(
                conversation,
                conversation.c.id == func.coalesce(linked_chat.c.conversation_id, person.c.conversation_id),
            )
            .where(
                person.c.commune_id == commune_id,
                conversation.c.account_id == account_id,
                conversation.c.key == key,
            )
            .order_by(person.c.id.desc())
            .limit(1)
        )
        row = rows.one_or_none()
        return _person(row) if row else None

    async def in_conversation(
        self, commune_id: int, conversation_id: int
    ) -> tuple[int, str, int | None, str | None] | None:
        """Account and address of a chat, with the id and language of who writes there, where it is anybody's."""
        whose = (person.c.commune_id == commune_id) & (person.c.id == conversation.c.person_id)
        row = (
            await self._connection.execute(
                select(conversation.c.account_id, conversation.c.address, person.c.id, person.c.language)
                .join(person, whose & (conversation.c.commune_id == commune_id), isouter=True)
                .where(conversation.c.id == conversation_id)
            )
        ).one_or_none()
        return (row.account_id, row.address, row.id, row.language) if row else None

    async def change(self, commune_id: int, person_id: int, **values: Any) -> None:
        row = (
            await self._connection.execute(_CHANGE, {"of_commune": commune_id, "of_person": person_id, **values})
        ).one_or_none()
        self.changed = _person(row) if row else None

    async def lock(self, commune_id: int, people: Iterable[int]) -> dict[int, Person]:
        """People by id, those that are left of them; always locked in the same order."""
        rows = await self._connection.execute(
            select(person)
            .where(person.c.commune_id == commune_id, person.c.id.in_(list(people)))
            .order_by(person.c.id)
            .with_for_update()
        )
        return {row.id: _person(row) for row in rows}

    async def absorb(self, kept: Person, gone: Person, conversation_id: int) -> Person:
        """`gone` is `kept` from now on: what is not known of `kept` is taken over, nothing else is left of `gone`."""
        await self._connection.execute(
            delete(person).where(person.c.commune_id == gone.commune_id, person.c.id == gone.id)
        )
        await self.change(
            kept.commune_id, kept.id, name=kept.name or gone.name, phone=kept.phone or gone.phone,
            hamlet=kept.hamlet or gone.hamlet, conversation_id=conversation_id,
        )  # fmt: skip
        self.given = True
        assert self.changed is not None
        return self.changed

    async def grants(self, commune_id: int, person_id: int) -> tuple[Grant, ...]:
        rows = await self._connection.execute(_GRANTS, {"of_commune": commune_id, "of_person": person_id})
        return tuple(read_grant(r.role, r.department, r.hamlet) for r in rows)

    async def give(self, commune_id: int, person_id: int, given: Grant, now: datetime) -> None:
        self.given = True
        await self._connection.execute(
            insert(grant)
            .values(
                commune_id=commune_id,
                person_id=person_id,
                role=given.role.value,
                department=given.department or "",
                hamlet=given.hamlet or "",
                granted_at=now,
            )
            .on_conflict_do_nothing()
        )

    async def take(self, commune_id: int, person_id: int, taken: Grant) -> bool:
        """Take a role away; False where they had it not."""
        gone = await self._connection.execute(
            delete(grant).where(
                grant.c.commune_id == commune_id,
                grant.c.person_id == person_id,
                grant.c.role == taken.role.value,
                grant.c.department == (taken.department or ""),
                grant.c.hamlet == (taken.hamlet or ""),
            )
        )
        self.given = True
        return bool(gone.rowcount)

    async def lock_clerks(self, commune_id: int) -> list[int]:
        """The clerks, so that no two of them take the role from each other at once."""
        rows = await self._connection.scalars(
            select(grant.c.person_id)
            .where(grant.c.commune_id == commune_id, grant.c.role == Role.CLERK.value)
            .order_by(grant.c.person_id)
            .with_for_update()
        )
        return list(rows)

    async def with_role(
        self,
        commune_id: int,
        role: Role | Collection[Role],
        department: str | None = None,
        hamlets: Collection[str] | None = None,
    ) -> list[int]:
        """People who have `role`, or one of them, for the department or one of the hamlets where any are named."""
        named = None if hamlets is None else list(hamlets)
        roles = [role.value] if isinstance(role, Role) else [each.value for each in role]
        wanted = {"of_commune": commune_id, "roles": roles, "department": department, "hamlets": named}
        return sorted(set(await self._connection.scalars(_WITH_ROLE, wanted)))

    async def staffed_departments(self, commune_id: int) -> frozenset[str]:
        """Departments that have somebody in the chat."""
        found = select(grant.c.department).where(
            grant.c.commune_id == commune_id, grant.c.role.in_([role.value for role in OF_DEPARTMENT])
        )
        return frozenset(await self._connection.scalars(found.distinct()))

    async def staff(self, commune_id: int) -> list[tuple[Person, Grant]]:
        rows = await self._connection.execute(
            select(person, grant.c.role, grant.c.department, grant.c.hamlet.label("grant_hamlet"))
            .join(grant, (grant.c.commune_id == person.c.commune_id) & (grant.c.person_id == person.c.id))
            .where(person.c.commune_id == commune_id)
            .order_by(grant.c.role, grant.c.department, person.c.id)
        )
        return [(_person(r), read_grant(r.role, r.department, r.grant_hamlet)) for r in rows]

    async def addressees(self, commune_id: int, people: Iterable[int]) -> list[Addressee]:
        """The chats to tell `people` in; people without a chat are left out."""
        found = (
            select(
                person.c.id, person.c.language, conversation.c.account_id, conversation.c.address,
                conversation.c.heard_at, conversation.c.reachable, channel_account.c.channel,
            )
            .join(conversation, conversation.c.id == person.c.conversation_id)
            .outerjoin(channel_account, channel_account.c.id == conversation.c.account_id)
            .where(person.c.commune_id == commune_id, person.c.id.in_(list(people)))
            .order_by(person.c.id)
        )  # fmt: skip
        rows = await self._connection.execute(found)
        return [
            Addressee(r.id, r.language, Chat(r.account_id, r.address, r.channel or "", r.heard_at, r.reachable))
            for r in rows
        ]


def read_grant(role: str, department: str, hamlet: str) -> Grant:
    return Grant(Role(role), department or None, hamlet or None)


def _person(row: Any) -> Person:
    return Person(
        row.commune_id,
        row.id,
        row.name,
        row.language,
        row.hamlet,
        row.phone,
        row.consented_at,
        row.conversation_id,
        row.restricted_at,
    )
