"""The settings: read once from the environment, checked, frozen."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

TELEGRAM_API = "https://api.telegram.org"


class SettingWrong(ValueError):
    """A setting is missing or wrong; the text says which and how to mend it."""


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
    api_base = (given.get("DOITHOAI_TELEGRAM_API_BASE") or TELEGRAM_API).rstrip("/")
    if not (_is_address(api_base, "https", "http") and urlsplit(api_base).hostname):
        raise SettingWrong(
            "DOITHOAI_TELEGRAM_API_BASE must be an address that begins with https:// or http://; "
            "correct it or leave it out."
        )
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
    )


def check_token(name: str, token: str | None) -> None:
    """Raise SettingWrong unless `token` looks like a bot token; it is never repeated in the message."""
    if token is None:
        return
    number, _, secret = token.partition(":")
    if not number.isdigit() or len(secret) < 5:
        raise SettingWrong(f"{name} is not a bot token; copy it from BotFather, it looks like 123456:ABC….")


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
