"""The settings: read once from the environment, checked, frozen."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

TELEGRAM_API = "https://api.telegram.org"
ZALO_OAUTH = "https://oauth.zaloapp.com"
ZALO_OPENAPI = "https://openapi.zalo.me"
ZALO_BUSINESS = "https://business.openapi.zalo.me"
ZALO_BOT = "https://bot-api.zaloplatforms.com"
# Where Zalo keeps what people send; a dot in front stands for every host below.
ZALO_MEDIA = (".zdn.vn", ".zadn.vn", ".zalo.me", ".zaloapp.com")


# A host by name, with a port where it needs one; 32 bytes in base64.
_HOST = re.compile(r"\.?[a-z0-9-]+(\.[a-z0-9-]+)*(:[0-9]{1,5})?")
_KEY = re.compile(r"[A-Za-z0-9_-]{43}=")
# 32 bytes in base64 as RFC 7636 wants them.
_VERIFIER = re.compile(r"[A-Za-z0-9_-]{43}")


class SettingWrong(ValueError):
    """A setting is missing or wrong; the text says which and how to mend it."""


@dataclass(frozen=True)
class ZaloSettings:
    """Where Zalo is, and what an account needs that no set-up file may hold.

    `enforce` refuses events that are not signed; otherwise they are taken and logged. `secrets` encrypt tokens: the
    first does, all may decrypt. `code_verifier` is for apps whose console keeps one challenge for all consents.
    """

    oauth_base: str = ZALO_OAUTH
    openapi_base: str = ZALO_OPENAPI
    business_base: str = ZALO_BUSINESS
    bot_base: str = ZALO_BOT
    media_hosts: tuple[str, ...] = ZALO_MEDIA
    app_id: str | None = None
    app_secret: str | None = None
    oa_secret: str | None = None
    bot_token: str | None = None
    enforce: bool = True
    secrets: tuple[str, ...] = ()

    code_verifier: str | None = None

    @property
    def is_used(self) -> bool:
        """Whether an account or a bot that communes share has been begun with."""
        return any((self.app_id, self.app_secret, self.oa_secret, self.bot_token))


@dataclass(frozen=True)
class Settings:
    """`database_url` None means the embedded PostgreSQL below `data_dir`."""

    data_dir: Path
    database_url: str | None
    host: str
    port: int
    public_url: str | None
    telegram_token: str | None
    telegram_api_base: str
    trusted_proxies: int
    log_level: str
    zalo: ZaloSettings = ZaloSettings()

    @property
    def files_dir(self) -> Path:
        return self.data_dir / "files"

    @property
    def own_url(self) -> str:
        """Where the web chat is reached: the public address, or this machine's own."""
        return self.public_url or f"http://{self.host}:{self.port}"


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings. Raises SettingWrong."""
    given = {k: v.strip() for k, v in (environment if environment is not None else os.environ).items()}
    database_url = given.get("DATABASE_URL") or None
    if database_url and not _is_address(database_url, "postgresql", "postgres"):
        raise SettingWrong(
            "DATABASE_URL must be an address such as postgresql://user:password@host:5432/database; "
            "correct it or leave it out to use the embedded PostgreSQL."
        )
    public_url = (given.get("DOITHOAI_PUBLIC_URL") or "").rstrip("/") or None
    if public_url and not (_is_address(public_url, "https", "http") and urlsplit(public_url).hostname):
        raise SettingWrong(
            "DOITHOAI_PUBLIC_URL must be an address such as https://chat.example.vn; correct it or leave it out."
        )
    api_base = _base(given, "DOITHOAI_TELEGRAM_API_BASE", TELEGRAM_API)
    token = given.get("DOITHOAI_TELEGRAM_TOKEN") or None
    check_token("DOITHOAI_TELEGRAM_TOKEN", token)
    level = (given.get("DOITHOAI_LOG_LEVEL") or "INFO").upper()
    if level not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise SettingWrong("DOITHOAI_LOG_LEVEL must be DEBUG, INFO, WARNING or ERROR; correct it or leave it out.")
    return Settings(
        data_dir=Path(given.get("DOITHOAI_DATA_DIR") or "var").absolute(),
        database_url=database_url.replace("postgres://", "postgresql://", 1) if database_url else None,
        host=given.get("DOITHOAI_HOST") or "127.0.0.1",
        port=_number(given, "DOITHOAI_PORT", 8080, 1, 65535),
        public_url=public_url,
        telegram_token=token,
        telegram_api_base=api_base,
        trusted_proxies=_number(given, "DOITHOAI_TRUSTED_PROXIES", 0, 0, 10),
        log_level=level,
        zalo=_zalo(given),
    )


def _zalo(given: Mapping[str, str]) -> ZaloSettings:
    token = given.get("DOITHOAI_ZALO_BOT_TOKEN") or None
    check_token("DOITHOAI_ZALO_BOT_TOKEN", token, "Zalo Bot Creator")
    signature = (given.get("DOITHOAI_ZALO_SIGNATURE") or "enforce").lower()
    if signature not in ("enforce", "log"):
        raise SettingWrong("DOITHOAI_ZALO_SIGNATURE must be enforce or log; correct it or leave it out.")
    hosts = tuple(
        host.strip().lower() for host in given.get("DOITHOAI_ZALO_MEDIA_HOSTS", "").split(",") if host.strip()
    )
    if any(not _HOST.fullmatch(host) for host in hosts):
        raise SettingWrong(
            "DOITHOAI_ZALO_MEDIA_HOSTS must be names of hosts with commas between them, "
            "such as .zdn.vn,media.example.vn; correct it or leave it out."
        )
    secrets = tuple(each.strip() for each in given.get("DOITHOAI_SECRET_KEY", "").split(",") if each.strip())
    if any(not _KEY.fullmatch(each) for each in secrets):
        raise SettingWrong(
            "DOITHOAI_SECRET_KEY must be a key of 44 letters and digits; make one with ./doithoai secret."
        )
    verifier = given.get("DOITHOAI_ZALO_CODE_VERIFIER") or None
    if verifier and not _VERIFIER.fullmatch(verifier):
        raise SettingWrong(
            "DOITHOAI_ZALO_CODE_VERIFIER must be 43 letters and digits; "
            "correct it or leave it out to have another for each consent."
        )
    return ZaloSettings(
        oauth_base=_base(given, "DOITHOAI_ZALO_OAUTH_BASE", ZALO_OAUTH),
        openapi_base=_base(given, "DOITHOAI_ZALO_OPENAPI_BASE", ZALO_OPENAPI),
        business_base=_base(given, "DOITHOAI_ZALO_BUSINESS_BASE", ZALO_BUSINESS),
        bot_base=_base(given, "DOITHOAI_ZALO_BOT_BASE", ZALO_BOT),
        media_hosts=hosts or ZALO_MEDIA,
        app_id=given.get("DOITHOAI_ZALO_APP_ID") or None,
        app_secret=given.get("DOITHOAI_ZALO_APP_SECRET") or None,
        oa_secret=given.get("DOITHOAI_ZALO_OA_SECRET") or None,
        bot_token=token,
        enforce=signature == "enforce",
        secrets=secrets,
        code_verifier=verifier,
    )


def _base(given: Mapping[str, str], name: str, default: str) -> str:
    base = (given.get(name) or default).rstrip("/")
    if not (_is_address(base, "https", "http") and urlsplit(base).hostname):
        raise SettingWrong(
            f"{name} must be an address that begins with https:// or http://; correct it or leave it out."
        )
    return base


def check_token(name: str, token: str | None, giver: str = "BotFather") -> None:
    """Raise SettingWrong unless `token` looks like a bot token; it is never repeated in the message."""
    if token is None:
        return
    number, _, secret = token.partition(":")
    if not number.isdigit() or len(secret) < 5:
        raise SettingWrong(f"{name} is not a bot token; copy it from {giver}, it looks like 123456:ABC….")


def _is_address(text: str, *schemes: str) -> bool:
    try:
        parts = urlsplit(text)
        # Read only here, and raises when it is no port.
        return parts.scheme in schemes and (parts.port is None or parts.port > 0)
    except ValueError:
        return False


def _number(given: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    text = given.get(name)
    if not text:
        return default
    # Superscripts are digits that int() refuses.
    if not text.isdecimal() or not least <= int(text) <= most:
        raise SettingWrong(f"{name} must be a whole number from {least} to {most}, not {text!r}.")
    return int(text)
