"""The communes in memory, read anew when one was set up or its calendar changed."""

import asyncio
from datetime import datetime

from actions.commune import load_communes
from domain.commune import Commune
from storage.commune import ChannelAccount
from storage.database import Database


class CommuneBook:
    """What every process knows of communes and channel accounts."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._communes: dict[int, Commune] = {}
        self.by_slug: dict[str, Commune] = {}
        self._accounts: dict[int, ChannelAccount] = {}
        self._reading = asyncio.Lock()
        self._as_of: tuple[datetime | None, int, int] | None = None

    async def refresh(self) -> bool:
        """Read what has changed; True when anything has."""
        # One at a time: what was read first may not come last.
        async with self._reading, self._database.begin() as uow:
            changed, days = await uow.communes.latest_change(), await uow.calendar_days.version()
            latest = changed, days, await uow.lexicon.version()
            accounts = {account.id: account for account in await uow.communes.accounts()}
            if latest == self._as_of and accounts == self._accounts:
                return False
            self._communes = await load_communes(uow)
            # Changed in place: the pages hold on to it.
            self.by_slug.clear()
            self.by_slug.update({commune.slug: commune for commune in self._communes.values()})
            self._accounts, self._as_of = accounts, latest
        return True

    def get(self, commune_id: int | None) -> Commune | None:
        return self._communes.get(commune_id) if commune_id is not None else None

    def all(self) -> list[Commune]:
        return list(self._communes.values())

    def accounts(self) -> list[ChannelAccount]:
        return list(self._accounts.values())

    def of_account(self, account_id: int) -> int | None:
        """The commune of an account; None when several communes share it."""
        account = self._accounts.get(account_id)
        if account is not None and account.commune_id is not None:
            return account.commune_id
        return next(iter(self._communes)) if len(self._communes) == 1 else None
