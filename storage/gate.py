"""The gate: which chats wait for a word of their authors, what came of alarms, and erasing what was said."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.gate import Alarm, Ended, Traces, openings_of, repeats
from domain.petition import Petition


@dataclass(frozen=True)
class Place:
    """Where a chat is: its account, its key and address there.

    `delivery` is the one whose step is being taken, `state` the conversation's where it was asked for.
    """

    conversation: int
    account_id: int
    key: str
    address: str
    language: str
    delivery: int | None = None
    state: Mapping[str, Any] = field(default_factory=dict)


_HOLD = text("""
    insert into held_message (commune_id, conversation_id, since) values (:commune, :conversation, :now)
    on conflict do nothing
""")
_OVERDUE = text("""
    select commune_id, conversation_id from held_message where since < :before order by since limit 200
""")
_COUNT = text("""
    insert into alarm_count (commune_id, month, alarm, ended, count)
    values (:commune, date_trunc('month', cast(:day as date)), :alarm, :ended, 1)
    on conflict (commune_id, month, alarm, ended) do update set count = alarm_count.count + 1
""")
_PLACE = text("""
    select c.id, c.account_id, c.key, c.address, c.state, p.language
    from conversation c left join person p on p.commune_id = c.commune_id and p.id = c.person_id
    where c.id = :conversation for update of c
""")
_PUT_STATE = text("""
    update conversation set state = :state, version = version + 1 where id = :conversation
""").bindparams(bindparam("state", type_=JSONB))
# The deliveries keep their ids, so that a repeated one is known. A press repeats on some channels what was pressed
# under, so everything goes since the first word; its id finds it quickly.
_EMPTY_SINCE = text("""
    update inbox set payload = '{}'
    where id >= :first and account_id = :account and conversation = :key
      and (done_at is not null or id = cast(:current as bigint))
""")
_OWN_WORDS = text("""
    update web_message set text = :instead, files = '[]'
    where key = :key and mine and (
        delivery = any(:refs)
        or exists (select from jsonb_array_elements(files) f where f ->> 'sha256' = any(:files)))
""")
_SAID_ON_THE_WEB = text("select n, text, choices from web_message where key = :key and at >= :since")
_EMPTY_ON_THE_WEB = text("""
    update web_message set text = :instead, choices = '[]', files = '[]' where key = :key and n = any(:numbers)
""")
# Written so that an index finds the few messages of one chat.
_SAID = text("""
    select id, text, choices from outbox
    where account_id = :account and address = :address and queued_at >= :since
      and ((sent_at is null and given_up_at is null and urgency < 20) or channel_ref is not null)
""")
_EMPTY_MESSAGES = text("update outbox set text = :instead, choices = '[]', files = '[]' where id = any(:ids)")
# What was sent for the first time just now, and belongs to nothing that was filed.
_FORGET_FILES = text("""
    delete from stored_file where sha256 = any(:files) and stored_at >= :since
    and not exists (select from petition_entry e where e.files @> jsonb_build_array(
        jsonb_build_object('sha256', stored_file.sha256)))
    returning sha256
""")


# What was written may have waited as a draft for so long.
_BEFORE = timedelta(days=30)
# A petition that was none: everything that was said of it in chats, by its code or by how its texts begin.
_FILED = (
    """
    update web_message m set text = :instead, choices = '[]', files = '[]' from outbox o
    where o.commune_id = :commune and o.queued_at >= :since and m.key = o.address and m.delivery = 'outbox:' || o.id
      and (o.about = :code or (o.about is null and (lower(o.text) like any(cast(:starts as text[]))
           or lower(o.choices::text) like any(cast(:starts as text[])))))
    """,
    """
    update web_message m set text = :instead, files = '[]' from conversation c
    where c.commune_id = :commune and m.key = c.key and m.mine and m.at >= :since
      and (m.delivery = any(cast(:refs as text[])) or lower(m.text) like any(cast(:starts as text[])))
    """,
    """
    update outbox set text = :instead, choices = '[]', files = '[]', facts = null
    where commune_id = :commune and queued_at >= :since
      and (about = :code or (about is null and (lower(text) like any(cast(:starts as text[]))
           or lower(choices::text) like any(cast(:starts as text[])))))
    """,
    """
    update inbox set payload = '{}'
    where received_at >= :since and done_at is not null and lower(payload::text) like any(cast(:starts as text[]))
    """,
    """
    update call set text = :instead
    where commune_id = :commune and (about = :code or lower(text) like any(cast(:starts as text[])))
    """,
    """
    update answer set text = '', summary = '', reason = '', files = '[]', letter = null,
        state = case when state in ('waiting', 'approved') then 'dropped' else state end
    where commune_id = :commune and petition_id = :petition
    """,
    """
    update publication set decision = 'left-out', text = '', answer = '', photos = '[]', reason = ''
    where commune_id = :commune and petition_id = :petition
    """,
    """
    update public_item set text = '', answer = '', photos = '[]', sought = '', changed_at = :now,
        withdrawn_at = coalesce(withdrawn_at, cast(:now as timestamptz))
    where commune_id = :commune and code = :code
    """,
    """
    update supervisor_question set text = '', answer = '', files = '[]'
    where commune_id = :commune and petition_id = :petition
    """,
    # A notice that is only drafted does not speak of it any more; of an issued one its place stays.
    """
    update conclusion_notice set items = coalesce((
        select jsonb_agg(item || case when (item ->> 'petition')::bigint = :petition
                                      then jsonb_build_object('matter', '', 'words', cast(:instead as text))
                                      else '{}' end order by n)
        from jsonb_array_elements(items) with ordinality listed (item, n)
        where issued_at is not null or (item ->> 'petition')::bigint <> :petition), '[]')
    where commune_id = :commune
      and items @> jsonb_build_array(jsonb_build_object('petition', cast(:petition as bigint)))
    """,
    """
    update commitment set words = :instead, note = '', asked_why = '', files = '[]'
    where commune_id = :commune and petition_id = :petition
    """,
    "update petition set score_note = '' where commune_id = :commune and id = :petition",
    "update speaker set summary = '' where commune_id = :commune and lower(summary) like any(cast(:starts as text[]))",
    # Words that are proposed for the lexicon may name somebody.
    """
    delete from lexicon_word where commune_id = :commune and state = 'proposed'
      and exists (select from unnest(cast(:texts as text[])) said where position(lower(word) in lower(said)) > 0)
    """,
    "delete from petition_term where commune_id = :commune and petition_id = :petition",
    "delete from petition_filed where commune_id = :commune and petition_id = :petition",
)
# Papers that were made or sent since then, and copies of somebody's data. What was filed, and a notice that was
# issued, belong to something else as well.
_PAPERS = text("""
    select sent.sha256 from (
        select f ->> 'sha256' as sha256 from outbox, jsonb_array_elements(files) f
        where commune_id = :commune and queued_at >= :since and f ->> 'kind' = 'document'
        union
        select f ->> 'sha256' from data_request, jsonb_array_elements(archive) f
        where commune_id = :commune and jsonb_typeof(archive) = 'array'
        union
        select file ->> 'sha256' from conclusion_notice where commune_id = :commune and file ->> 'sha256' is not null
    ) sent
    where not exists (select from petition_entry e where e.files @> jsonb_build_array(
            jsonb_build_object('sha256', sent.sha256)))
      and not exists (select from conclusion_notice n where n.commune_id = :commune and n.issued_at is not null
            and n.file ->> 'sha256' = sent.sha256)
""")
_DROP_PAPERS = (
    """
    update web_message m set files = coalesce((
        select jsonb_agg(f) from jsonb_array_elements(m.files) f where f ->> 'sha256' <> all(:papers)), '[]')
    from outbox o
    where o.commune_id = :commune and o.queued_at >= :since and m.key = o.address and m.delivery = 'outbox:' || o.id
      and exists (select from jsonb_array_elements(o.files) f where f ->> 'sha256' = any(:papers))
    """,
    """
    update outbox set files = coalesce((
        select jsonb_agg(f) from jsonb_array_elements(files) f where f ->> 'sha256' <> all(:papers)), '[]')
    where commune_id = :commune and queued_at >= :since
      and exists (select from jsonb_array_elements(files) f where f ->> 'sha256' = any(:papers))
    """,
    """
    update data_request set archive = null where commune_id = :commune and jsonb_typeof(archive) = 'array'
      and exists (select from jsonb_array_elements(archive) f where f ->> 'sha256' = any(:papers))
    """,
    """
    update conclusion_notice set file = null, own_file = false
    where commune_id = :commune and file ->> 'sha256' = any(:papers)
    """,
    "delete from stored_file where sha256 = any(:papers)",
)
_QUOTING_STATES = text("""
    select id, state from conversation
    where commune_id = :commune and id <> :but and lower(state::text) like any(cast(:starts as text[])) for update
""")


class Gates:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    # ── waiting for a word ────────────────────────────────────────────────────────────────────────────────────

    async def hold(self, commune_id: int, conversation: int, now: datetime) -> None:
        """Note that a chat waits; one that waits already waits since then."""
        await self._connection.execute(_HOLD, {"commune": commune_id, "conversation": conversation, "now": now})

    async def let_go(self, commune_id: int, conversation: int) -> None:
        await self._connection.execute(
            text("delete from held_message where commune_id = :commune and conversation_id = :conversation"),
            {"commune": commune_id, "conversation": conversation},
        )

    async def overdue(self, before: datetime) -> list[tuple[int, int]]:
        """Commune and chat of what has waited since before `before`, the oldest first."""
        return [
            (row.commune_id, row.conversation_id)
            for row in await self._connection.execute(_OVERDUE, {"before": before})
        ]

    async def lock_place(self, conversation: int) -> Place | None:
        """The chat, in which no step can end before this transaction."""
        row = (await self._connection.execute(_PLACE, {"conversation": conversation})).one_or_none()
        return Place(row.id, row.account_id, row.key, row.address, row.language or "", None, row.state) if row else None

    async def put_state(self, conversation: int, state: Mapping[str, Any]) -> None:
        await self._connection.execute(_PUT_STATE, {"conversation": conversation, "state": dict(state)})

    # ── what came of it ───────────────────────────────────────────────────────────────────────────────────────

    async def count(self, commune_id: int, day: date, alarm: Alarm, ended: Ended) -> None:
        await self._connection.execute(
            _COUNT, {"commune": commune_id, "day": day, "alarm": alarm.value, "ended": ended.value}
        )

    async def counts(self, commune_id: int) -> dict[tuple[Alarm, Ended], int]:
        """How many alarms of each kind ended in which way, since the beginning."""
        rows = await self._connection.execute(
            text("select alarm, ended, sum(count) as total from alarm_count where commune_id = :commune group by 1, 2"),
            {"commune": commune_id},
        )
        return {(Alarm(row.alarm), Ended(row.ended)): int(row.total) for row in rows}

    # ── erasing ───────────────────────────────────────────────────────────────────────────────────────────────

    async def empty_deliveries(self, place: Place, first: int | None) -> None:
        """Empty what a chat delivered since `first`, as far as its steps were taken, and the one being taken now."""
        if first is not None:
            facts = {"account": place.account_id, "key": place.key, "first": first, "current": place.delivery}
            await self._connection.execute(_EMPTY_SINCE, facts)

    async def erase(self, place: Place, traces: Traces, instead: str) -> list[str]:
        """Erase what was said in a chat, and what repeats it; `instead` stands in its place.

        Return the hashes of files that nothing refers to any more, whose content is to be deleted.
        """
        execute, since = self._connection.execute, traces.since
        await self.empty_deliveries(place, traces.first)
        refs, files = list(traces.refs), list(traces.files)
        await execute(_OWN_WORDS, {"key": place.key, "refs": refs, "files": files, "instead": instead})
        heard = await execute(_SAID_ON_THE_WEB, {"key": place.key, "since": since})
        numbers = [row.n for row in heard if _speaks_of(row.text, row.choices, traces)]
        if numbers:
            await execute(_EMPTY_ON_THE_WEB, {"key": place.key, "numbers": numbers, "instead": instead})
        said = await execute(_SAID, {"account": place.account_id, "address": place.address, "since": since})
        ids = [row.id for row in said if _speaks_of(row.text, row.choices, traces)]
        if ids:
            await execute(_EMPTY_MESSAGES, {"ids": ids, "instead": instead})
        return list(await self._connection.scalars(_FORGET_FILES, {"files": files, "since": since})) if files else []

    async def erase_filed(
        self,
        of: Petition,
        texts: Collection[str],
        refs: Iterable[str],
        files: Iterable[str],
        instead: str,
        now: datetime,
        *,
        but: int,
    ) -> list[str]:
        """Erase what repeats the words of a petition in all chats of its commune; `but` is the one that is at it.

        Its own entries are not touched. Return the hashes of files whose content is to be deleted.
        """
        starts = openings_of(texts)
        since = of.received_at - _BEFORE
        patterns = [f"%{_plain(start)}%" for start in starts]
        facts = {
            "commune": of.commune_id, "petition": of.id, "code": of.code, "starts": patterns, "refs": list(refs),
            "since": since, "instead": instead, "now": now, "texts": list(texts),
        }  # fmt: skip
        for statement in _FILED:
            await self._connection.execute(text(statement), facts)
        quoting = {"commune": of.commune_id, "but": but, "starts": patterns}
        for row in (await self._connection.execute(_QUOTING_STATES, quoting)).all():
            await self.put_state(row.id, _without(row.state, starts))
        forgotten = {"files": list(files), "since": since}
        return list(await self._connection.scalars(_FORGET_FILES, forgotten)) if forgotten["files"] else []

    async def papers_since(self, of: Petition) -> list[str]:
        """Hashes of the papers that may quote a petition: made or sent since it was written."""
        facts = {"commune": of.commune_id, "since": of.received_at - _BEFORE}
        return list(await self._connection.scalars(_PAPERS, facts))

    async def drop_papers(self, of: Petition, papers: Collection[str]) -> None:
        """Take papers that quote a petition out of the commune's chats and records; their content is to be deleted."""
        facts = {"commune": of.commune_id, "since": of.received_at - _BEFORE, "papers": list(papers)}
        for statement in _DROP_PAPERS:
            await self._connection.execute(text(statement), facts)


def _plain(start: str) -> str:
    """As a pattern that means nothing but itself."""
    return start.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _without(value: Any, starts: Collection[str]) -> Any:
    """A state of a conversation without the strings in which one of `starts` is."""
    if isinstance(value, str):
        return "" if any(start in value.lower() for start in starts) else value
    if isinstance(value, list):
        return [_without(each, starts) for each in value]
    if isinstance(value, dict):
        return {key: _without(each, starts) for key, each in value.items()}
    return value


def _speaks_of(said: str, choices: Iterable[Mapping[str, str]], traces: Traces) -> bool:
    lines = [said, *(choice["label"] for choice in choices)]
    return any(repeats(line, written) for written in traces.texts for line in lines)
