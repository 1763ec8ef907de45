"""Asking people to press once: who can be written to for a while only, and has something to wait for."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.dialogue import BEFORE_SESSION
from domain.petition import AUTHOR_WAITS


@dataclass(frozen=True)
class Silent:
    """A chat whose person was not heard for days.

    `code` is a petition of theirs that is open or was promised something, `title` a coming dialogue; `staff` are told
    of work.
    """

    commune_id: int
    account_id: int
    address: str
    person: int
    language: str
    heard_at: datetime
    code: str | None
    title: str | None
    staff: bool


# Of those who were heard in a certain time and not asked since, in the chat they use. A dialogue that is held while
# the chat is open anyway is no reason to ask. Two processes that come at once ask each of them once.
_ASK = text("""
    with silent as (
        select c.id, c.commune_id, c.account_id, c.address, p.id as person, p.language, c.heard_at,
               (select min(t.code) from petition t
                where t.commune_id = p.commune_id and t.author = p.id
                  and (t.state = any(:open) or t.outcome = 'promised')) as code,
               (select min(d.title) from dialogue d
                where d.commune_id = p.commune_id and d.state = any(:coming)
                  and (d.starts_at is null or d.starts_at > c.heard_at + :window)
                  and (exists (select from speaker s
                               where s.commune_id = d.commune_id and s.dialogue_id = d.id and s.withdrawn_at is null
                                 and (s.person_id = p.id or s.registered_by = p.id))
                       or exists (select from attendance t
                                  where t.commune_id = d.commune_id and t.dialogue_id = d.id
                                    and t.person_id = p.id and t.comes)
                       or exists (select from delegate g
                                  where g.commune_id = d.commune_id and g.dialogue_id = d.id
                                    and g.named_by = p.id))) as title,
               exists (select from role_grant r where r.commune_id = p.commune_id and r.person_id = p.id) as staff
        from conversation c
        join channel_account a on a.id = c.account_id and a.channel = :channel
        join person p on p.commune_id = c.commune_id and p.id = c.person_id and p.conversation_id = c.id
        where c.commune_id = any(:communes) and c.reachable and not c.in_group and p.consented_at is not null
          and p.restricted_at is null
          and c.heard_at > :closed and c.heard_at <= :until
          and (c.tap_asked_at is null or c.tap_asked_at <= c.heard_at)
    ), waiting as (
        select * from silent where code is not null or title is not null or staff order by id limit :limit
    )
    update conversation c set tap_asked_at = :now from waiting w
    where c.id = w.id and (c.tap_asked_at is null or c.tap_asked_at <= c.heard_at) and c.heard_at = w.heard_at
    returning w.commune_id, w.account_id, w.address, w.person, w.language, w.heard_at, w.code, w.title, w.staff
""")


class Taps:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def ask(
        self,
        communes: Collection[int],
        channel: str,
        now: datetime,
        *,
        after: timedelta,
        window: timedelta,
        limit: int,
    ) -> list[Silent]:
        """Those who were silent for longer than `after` and whose `window` still lets us write; they count as asked."""
        rows = await self._connection.execute(
            _ASK,
            {
                "communes": list(communes), "channel": channel, "now": now, "limit": limit, "window": window,
                "closed": now - window, "until": now - after, "open": [state.value for state in AUTHOR_WAITS],
                "coming": [state.value for state in BEFORE_SESSION],
            },
        )  # fmt: skip
        return [Silent(*row) for row in rows]
