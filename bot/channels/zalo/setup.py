"""Which Official Accounts are set up: from communes' files and the environment, with what is still missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from bot.channels.zalo.tokens import AppSecrets
from bot.settings import SettingWrong, ZaloSettings
from domain.commune import Commune, ZaloAccount
from storage.secret import Secrets

CHANNEL = "zalo"
DEFAULT_ACCOUNT = "zalo:default"


@dataclass(frozen=True)
class OaSetUp:
    """An Official Account as it is set up; `missing` names the settings that it still needs.

    `commune` is None for the account that all communes without one of their own share; `oa_id` is None where it is
    not known before the consent.
    """

    name: str
    commune: Commune | None
    app_id: str
    app_secret: str
    oa_secret: str
    oa_id: str | None
    missing: tuple[str, ...]

    @property
    def app(self) -> AppSecrets:
        return AppSecrets(self.app_id, self.app_secret)

    @property
    def account(self) -> ZaloAccount | None:
        """What the commune's file says of it."""
        return self.commune.zalo if self.commune is not None else None

    def __repr__(self) -> str:
        return f"OaSetUp({self.name})"


def webhook_path(setup: OaSetUp) -> str:
    """Where Zalo brings the events of an account's app."""
    return f"/zalo/{'default' if setup.name == DEFAULT_ACCOUNT else quote(setup.app_id, safe='')}"


def oa_setups(settings: ZaloSettings, communes: Iterable[Commune], environment: Mapping[str, str]) -> list[OaSetUp]:
    """Every account that somebody has begun to set up, the shared one first."""
    found = []
    shared = {
        "DOITHOAI_ZALO_APP_ID": settings.app_id,
        "DOITHOAI_ZALO_APP_SECRET": settings.app_secret,
        "DOITHOAI_ZALO_OA_SECRET": settings.oa_secret,
    }
    if any(shared.values()):
        found.append(_set_up(DEFAULT_ACCOUNT, None, None, shared, settings))
    for commune in communes:
        account = commune.zalo
        if account is not None:
            given = {
                account.app_secret_env: environment.get(account.app_secret_env, "").strip(),
                account.oa_secret_env: environment.get(account.oa_secret_env, "").strip(),
            }
            needed = {"app_id": account.app_id, **given}
            found.append(_set_up(f"zalo:{commune.slug}", commune, account.oa_id, needed, settings))
    return found


def _set_up(
    name: str, commune: Commune | None, oa_id: str | None, needed: Mapping[str, str | None], settings: ZaloSettings
) -> OaSetUp:
    app_id, app_secret, oa_secret = (value or "" for value in needed.values())
    missing = [each for each, value in needed.items() if not value]
    if not settings.secrets:
        missing.append("DOITHOAI_SECRET_KEY")
    return OaSetUp(name, commune, app_id, app_secret, oa_secret, oa_id, tuple(missing))


def open_secrets(settings: ZaloSettings) -> Secrets:
    """What encrypts the tokens of the accounts. Raises SettingWrong where there is no key."""
    if not settings.secrets:
        raise SettingWrong(
            "DOITHOAI_SECRET_KEY is missing, and the tokens of a Zalo account must not be stored without it; "
            "make a key with ./doithoai secret and set it."
        )
    return Secrets(settings.secrets)
