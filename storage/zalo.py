"""Zalo accounts: their tokens (encrypted), what was learned of them, consents under way."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import zalo_account, zalo_consent

CONSENT_LASTS = timedelta(minutes=10)
CONSENTS_KEPT = timedelta(days=1)
# How the latest event was signed, where it was not rightly; otherwise what the signature was made of.
UNSIGNED = "unsigned"
MISMATCHED = "mismatched"


@dataclass(frozen=True)
class ZaloRow:
    """An Official Account as it is stored; `access`, `refresh` and `previous` are encrypted.

    `sends_by` is "v3" or "v2", `oa_type` 2 for enterprises and 4 for state agencies, `trouble` a code that has words.
    """

    account_id: int
    app_id: str
    oa_id: str | None
    oa_name: str | None
    oa_type: int | None
    package: str | None
    access: str | None
    refresh: str | None
    previous: str | None
    refreshed_at: datetime | None
    access_until: datetime | None
    refresh_until: datetime | None
    sends_by: str
    buttons: bool
    trouble: str | None
    trouble_at: datetime | None
    signature: str | None
    heard_at: datetime | None


@dataclass(frozen=True)
class SealedPair:
    """A pair of tokens, encrypted, from `since`; `previous` is the pair before, or None when there was none."""

    access: str
    refresh: str
    previous: str | None
    since: datetime
    access_until: datetime
    refresh_until: datetime


@dataclass(frozen=True)
class ZaloConsent:
    """A consent that somebody was sent to give; `verifier` is encrypted."""

    account_id: int
    verifier: str
    made_at: datetime
    used_at: datetime | None

    def is_over(self, now: datetime) -> bool:
        return now >= self.made_at + CONSENT_LASTS


# Once a minute is enough to know; never waits for the row, which a refresh may hold while webhooks are in a hurry.
_HEARD = text("""
    update zalo_account set heard_at = cast(:now as timestamptz), signature = cast(:signature as text)
    where account_id = (
        select account_id from zalo_account
        where account_id = :account
        and (heard_at is null or heard_at < cast(:now as timestamptz) - interval '1 minute'
             or signature is distinct from cast(:signature as text))
        for update skip locked
    )
""")


class ZaloAccounts:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    # ── accounts ──────────────────────────────────────────────────────────────────────────────────────────────

    async def open(self, account_id: int, app_id: str) -> ZaloRow:
        """The account's row, made where there is none. Tokens belong to an app: with another one they are dropped."""
        new = insert(zalo_account).values(account_id=account_id, app_id=app_id)
        dropped = dict.fromkeys(("access_token", "refresh_token", "previous", "access_until", "refresh_until"))
        await self._connection.execute(
            new.on_conflict_do_update(
                index_elements=["account_id"],
                set_={"app_id": new.excluded.app_id, **dropped},
                where=zalo_account.c.app_id != new.excluded.app_id,
            )
        )
        found = await self.get(account_id)
        assert found is not None
        return found

    async def get(self, account_id: int) -> ZaloRow | None:
        return await self._one(account_id, lock=False)

    async def take_for_refresh(self, account_id: int) -> ZaloRow | None:
        """The row as it is now, nobody else's until the transaction ends."""
        return await self._one(account_id, lock=True)

    async def all(self) -> list[ZaloRow]:
        rows = await self._connection.execute(select(zalo_account).order_by(zalo_account.c.account_id))
        return [_row(each) for each in rows]

    async def owner_of(self, oa_id: str) -> int | None:
        """Which account speaks for an Official Account; there is never more than one."""
        found: int | None = await self._connection.scalar(
            select(zalo_account.c.account_id).where(zalo_account.c.oa_id == oa_id)
        )
        return found

    async def release(self, account_id: int) -> None:
        """Forget which Official Account it was, and its tokens."""
        await self._set(
            account_id, oa_id=None, access_token=None, refresh_token=None, previous=None,
            access_until=None, refresh_until=None,
        )  # fmt: skip

    async def store_pair(self, account_id: int, pair: SealedPair) -> None:
        """Replace the tokens; whatever trouble there was with them is over."""
        await self._set(
            account_id, access_token=pair.access, refresh_token=pair.refresh, previous=pair.previous,
            refreshed_at=pair.since, access_until=pair.access_until, refresh_until=pair.refresh_until,
            trouble=None, trouble_at=None,
        )  # fmt: skip

    async def describe(self, account_id: int, oa_id: str, name: str, oa_type: int | None, package: str | None) -> None:
        await self._set(account_id, oa_id=oa_id, oa_name=name, oa_type=oa_type, package=package)

    async def remember(self, account_id: int, *, sends_by: str | None = None, buttons: bool | None = None) -> None:
        """Keep what sending has taught: the version that takes this account, and whether it takes buttons."""
        learned = {"sends_by": sends_by, "buttons": buttons}
        await self._set(account_id, **{name: value for name, value in learned.items() if value is not None})

    async def set_trouble(self, account_id: int, trouble: str, now: datetime) -> bool:
        """Note why nothing can be sent; False when that was known already."""
        noted = await self._connection.execute(
            update(zalo_account)
            .where(zalo_account.c.account_id == account_id, zalo_account.c.trouble.is_distinct_from(trouble))
            .values(trouble=trouble, trouble_at=now)
        )
        return noted.rowcount > 0

    async def clear_trouble(self, account_id: int) -> None:
        await self._set(account_id, trouble=None, trouble_at=None)

    async def heard(self, account_id: int, signature: str, now: datetime) -> None:
        """Note that an event came and how it was signed: `signature` says of what, or is UNSIGNED or MISMATCHED."""
        await self._connection.execute(_HEARD, {"account": account_id, "signature": signature, "now": now})

    async def _one(self, account_id: int, *, lock: bool) -> ZaloRow | None:
        wanted = select(zalo_account).where(zalo_account.c.account_id == account_id)
        row = (await self._connection.execute(wanted.with_for_update() if lock else wanted)).one_or_none()
        return _row(row) if row is not None else None

    async def _set(self, account_id: int, **values: Any) -> None:
        if values:
            await self._connection.execute(
                update(zalo_account).where(zalo_account.c.account_id == account_id).values(values)
            )

    # ── consents ──────────────────────────────────────────────────────────────────────────────────────────────

    async def begin_consent(self, state_hash: str, account_id: int, verifier: str, now: datetime) -> None:
        await self._connection.execute(
            insert(zalo_consent).values(state=state_hash, account_id=account_id, verifier=verifier, made_at=now)
        )

    async def consent(self, state_hash: str) -> ZaloConsent | None:
        row = (
            await self._connection.execute(select(zalo_consent).where(zalo_consent.c.state == state_hash))
        ).one_or_none()
        return ZaloConsent(row.account_id, row.verifier, row.made_at, row.used_at) if row is not None else None

    async def use_consent(self, state_hash: str, now: datetime) -> ZaloConsent | None:
        """Use it up and return it; None when it is unknown, was used or is over."""
        row = (
            await self._connection.execute(
                update(zalo_consent)
                .where(
                    zalo_consent.c.state == state_hash,
                    zalo_consent.c.used_at.is_(None),
                    zalo_consent.c.made_at > now - CONSENT_LASTS,
                )
                .values(used_at=now)
                .returning(zalo_consent)
            )
        ).one_or_none()
        return ZaloConsent(row.account_id, row.verifier, row.made_at, row.used_at) if row is not None else None

    # ── events ────────────────────────────────────────────────────────────────────────────────────────────────

    async def forget_consents(self, now: datetime) -> int:
        """Delete consents past their time; return how many."""
        gone = await self._connection.execute(zalo_consent.delete().where(zalo_consent.c.made_at < now - CONSENTS_KEPT))
        return gone.rowcount


def _row(row: Any) -> ZaloRow:
    return ZaloRow(
        row.account_id, row.app_id, row.oa_id, row.oa_name, row.oa_type, row.package,
        row.access_token, row.refresh_token, row.previous, row.refreshed_at, row.access_until, row.refresh_until,
        row.sends_by, row.buttons, row.trouble, row.trouble_at, row.signature, row.heard_at,
    )  # fmt: skip
