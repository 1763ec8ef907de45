"""Tests of the settings: a wrong one stops the start with one sentence that names it and says how to mend it."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import TELEGRAM_API, Settings, SettingWrong, ZaloSettings, check_token, read_settings

ROOT = Path(__file__).parents[2]
SECRET = "AAsecretOfTheTests"
KEY, OTHER_KEY = "A" * 43 + "=", "b" * 43 + "="
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"

WRONG = [
    pytest.param("DATABASE_URL", "mysql://localhost/x", id="database-of-another-kind"),
    pytest.param("DATABASE_URL", "localhost/x", id="database-without-scheme"),
    pytest.param("DATABASE_URL", f"postgresql://u:{SECRET}@localhost:abc/x", id="database-port-no-number"),
    pytest.param("DATABASE_URL", f"postgresql://u:{SECRET}@localhost:99999/x", id="database-port-too-high"),
    pytest.param("DATABASE_URL", f"postgresql://u:{SECRET}@[::1/x", id="database-half-bracket"),
    pytest.param("DOITHOAI_PUBLIC_URL", "chat.example.vn", id="public-without-scheme"),
    pytest.param("DOITHOAI_PUBLIC_URL", "https://", id="public-without-host"),
    pytest.param("DOITHOAI_PUBLIC_URL", "ftp://chat.example.vn", id="public-of-another-kind"),
    pytest.param("DOITHOAI_PUBLIC_URL", "https://[chat", id="public-half-bracket"),
    pytest.param("DOITHOAI_PUBLIC_URL", "https://chat.example.vn:x", id="public-port-no-number"),
    pytest.param("DOITHOAI_TELEGRAM_API_BASE", "api.example.vn", id="api-without-scheme"),
    pytest.param("DOITHOAI_TELEGRAM_API_BASE", "https://", id="api-without-host"),
    pytest.param("DOITHOAI_TELEGRAM_API_BASE", "https://[api", id="api-half-bracket"),
    pytest.param("DOITHOAI_TELEGRAM_TOKEN", SECRET, id="token-without-number"),
    pytest.param("DOITHOAI_TELEGRAM_TOKEN", f"bot123:{SECRET}", id="token-with-a-word-before"),
    pytest.param("DOITHOAI_TELEGRAM_TOKEN", "123456:", id="token-without-secret"),
    pytest.param("DOITHOAI_LOG_LEVEL", "LOUD", id="log-level"),
    pytest.param("DOITHOAI_PORT", "0", id="port-zero"),
    pytest.param("DOITHOAI_PORT", "65536", id="port-too-high"),
    pytest.param("DOITHOAI_PORT", "-1", id="port-negative"),
    pytest.param("DOITHOAI_PORT", "http", id="port-a-word"),
    pytest.param("DOITHOAI_PORT", "8²", id="port-superscript"),
    pytest.param("DOITHOAI_TRUSTED_PROXIES", "11", id="proxies-too-many"),
    pytest.param("DOITHOAI_TRUSTED_PROXIES", "one", id="proxies-a-word"),
    *(
        pytest.param(f"DOITHOAI_ZALO_{host}_BASE", wrong, id=f"zalo-{host.lower()}-{name}")
        for host in ("OAUTH", "OPENAPI", "BUSINESS", "BOT")
        for name, wrong in {
            "without-scheme": "zalo.example.vn",
            "without-host": "https://",
            "of-another-kind": "ftp://zalo.example.vn",
            "half-bracket": "https://[zalo",
            "port-no-number": "https://zalo.example.vn:x",
        }.items()
    ),
    pytest.param("DOITHOAI_ZALO_MEDIA_HOSTS", "https://zdn.vn", id="zalo-media-an-address"),
    pytest.param("DOITHOAI_ZALO_MEDIA_HOSTS", ".zdn.vn,a b.vn", id="zalo-media-blank"),
    pytest.param("DOITHOAI_ZALO_MEDIA_HOSTS", "zdn.vn/a", id="zalo-media-path"),
    pytest.param("DOITHOAI_ZALO_MEDIA_HOSTS", "*.zdn.vn", id="zalo-media-star"),
    pytest.param("DOITHOAI_ZALO_MEDIA_HOSTS", "..", id="zalo-media-dots"),
    pytest.param("DOITHOAI_ZALO_MEDIA_HOSTS", "zdn.vn:port", id="zalo-media-port-no-number"),
    pytest.param("DOITHOAI_ZALO_BOT_TOKEN", SECRET, id="zalo-bot-token-without-number"),
    pytest.param("DOITHOAI_ZALO_BOT_TOKEN", "123456:", id="zalo-bot-token-without-secret"),
    pytest.param("DOITHOAI_ZALO_SIGNATURE", "off", id="zalo-signature"),
    pytest.param("DOITHOAI_SECRET_KEY", SECRET, id="secret-key-short"),
    pytest.param("DOITHOAI_SECRET_KEY", f"{KEY},{SECRET}", id="secret-key-second-short"),
    pytest.param("DOITHOAI_SECRET_KEY", KEY[:-1], id="secret-key-without-end"),
    pytest.param("DOITHOAI_SECRET_KEY", f"{KEY} {KEY}", id="secret-key-blank-between"),
    pytest.param("DOITHOAI_SECRET_KEY", KEY.replace("A", "+"), id="secret-key-other-alphabet"),
    pytest.param("DOITHOAI_ZALO_CODE_VERIFIER", SECRET, id="zalo-verifier-short"),
    pytest.param("DOITHOAI_ZALO_CODE_VERIFIER", KEY, id="zalo-verifier-a-key"),
    pytest.param("DOITHOAI_ZALO_CODE_VERIFIER", "+" * 43, id="zalo-verifier-other-alphabet"),
]
MENDING = ("must be", "copy it from BotFather", "copy it from Zalo Bot Creator")


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_setting_is_named_with_how_to_mend_it(name: str, value: str) -> None:
    with pytest.raises(SettingWrong) as caught:
        read_settings({name: value})

    said = str(caught.value)
    assert name in said
    assert any(hint in said for hint in MENDING)
    assert said.endswith(".")
    assert "\n" not in said
    assert SECRET not in said
    assert KEY[:-1] not in said


def test_nothing_needs_to_be_set() -> None:
    assert read_settings({}) == Settings(
        data_dir=Path("var").absolute(),
        database_url=None,
        host="127.0.0.1",
        port=8080,
        public_url=None,
        telegram_token=None,
        telegram_api_base=TELEGRAM_API,
        trusted_proxies=0,
        log_level="INFO",
        zalo=ZaloSettings(
            oauth_base="https://oauth.zaloapp.com",
            openapi_base="https://openapi.zalo.me",
            business_base="https://business.openapi.zalo.me",
            bot_base="https://bot-api.zaloplatforms.com",
            media_hosts=(".zdn.vn", ".zadn.vn", ".zalo.me", ".zaloapp.com"),
            enforce=True,
        ),
    )


def test_empty_settings_are_settings_left_out() -> None:
    names = ["DATABASE_URL"] + [
        f"DOITHOAI_{each}"
        for each in (
            "DATA_DIR HOST PORT PUBLIC_URL TELEGRAM_TOKEN TELEGRAM_API_BASE TRUSTED_PROXIES LOG_LEVEL SECRET_KEY "
            "ZALO_OAUTH_BASE ZALO_OPENAPI_BASE ZALO_BUSINESS_BASE ZALO_BOT_BASE ZALO_MEDIA_HOSTS ZALO_APP_ID "
            "ZALO_APP_SECRET ZALO_OA_SECRET ZALO_BOT_TOKEN ZALO_SIGNATURE ZALO_CODE_VERIFIER".split()
        )
    ]

    assert read_settings(dict.fromkeys(names, "  ")) == read_settings({})


def test_everything_can_be_set(tmp_path: Path) -> None:
    read = read_settings(
        {
            "DATABASE_URL": " postgres://u@db.example.vn:5433/doithoai ",
            "DOITHOAI_DATA_DIR": str(tmp_path),
            "DOITHOAI_HOST": "0.0.0.0",
            "DOITHOAI_PORT": "80",
            "DOITHOAI_PUBLIC_URL": "https://chat.example.vn/",
            "DOITHOAI_TELEGRAM_TOKEN": f"123456:{SECRET}",
            "DOITHOAI_TELEGRAM_API_BASE": "http://127.0.0.1:8081/",
            "DOITHOAI_TRUSTED_PROXIES": "2",
            "DOITHOAI_LOG_LEVEL": "debug",
            "DOITHOAI_SECRET_KEY": f" {KEY} , {OTHER_KEY},",
            "DOITHOAI_ZALO_OAUTH_BASE": "http://127.0.0.1:8082/oauth/",
            "DOITHOAI_ZALO_OPENAPI_BASE": "http://127.0.0.1:8082/openapi",
            "DOITHOAI_ZALO_BUSINESS_BASE": "http://127.0.0.1:8082/business",
            "DOITHOAI_ZALO_BOT_BASE": "https://bot.example.vn/",
            "DOITHOAI_ZALO_MEDIA_HOSTS": ".ZDN.vn, media.example.vn,127.0.0.1:8082",
            "DOITHOAI_ZALO_APP_ID": "500",
            "DOITHOAI_ZALO_APP_SECRET": "app-secret",
            "DOITHOAI_ZALO_OA_SECRET": "oa-secret",
            "DOITHOAI_ZALO_BOT_TOKEN": f"789:{SECRET}",
            "DOITHOAI_ZALO_SIGNATURE": "LOG",
            "DOITHOAI_ZALO_CODE_VERIFIER": VERIFIER,
        }
    )

    assert read == Settings(
        data_dir=tmp_path,
        database_url="postgresql://u@db.example.vn:5433/doithoai",
        host="0.0.0.0",
        port=80,
        public_url="https://chat.example.vn",
        telegram_token=f"123456:{SECRET}",
        telegram_api_base="http://127.0.0.1:8081",
        trusted_proxies=2,
        log_level="DEBUG",
        zalo=ZaloSettings(
            oauth_base="http://127.0.0.1:8082/oauth",
            openapi_base="http://127.0.0.1:8082/openapi",
            business_base="http://127.0.0.1:8082/business",
            bot_base="https://bot.example.vn",
            media_hosts=(".zdn.vn", "media.example.vn", "127.0.0.1:8082"),
            app_id="500",
            app_secret="app-secret",
            oa_secret="oa-secret",
            bot_token=f"789:{SECRET}",
            enforce=False,
            secrets=(KEY, OTHER_KEY),
            code_verifier=VERIFIER,
        ),
    )
    assert read.own_url == "https://chat.example.vn"
    assert read.files_dir == tmp_path / "files"
    assert read_settings({"DOITHOAI_PORT": "81"}).own_url == "http://127.0.0.1:81"


def test_a_communes_own_token_is_named_by_its_own_variable() -> None:
    with pytest.raises(SettingWrong, match=r"^DOITHOAI_TOKEN_MAU is not a bot token; copy it from BotFather"):
        check_token("DOITHOAI_TOKEN_MAU", SECRET)
    check_token("DOITHOAI_TOKEN_MAU", None)
    check_token("DOITHOAI_TOKEN_MAU", f"1:{SECRET}")


def start(tmp_path: Path, *arguments: str, **settings: str) -> tuple[int, str]:
    """Start the program as people do; return its exit status and what it complained about."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("DOITHOAI", "DATABASE", "COV"))}
    environment |= {"PYTHONPATH": str(ROOT), "DOITHOAI_DATA_DIR": str(tmp_path / "var"), **settings}
    done = subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.stdout == ""
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("DOITHOAI_TELEGRAM_TOKEN", SECRET, id="token"),
        pytest.param("DATABASE_URL", f"postgresql://u:{SECRET}@localhost:abc/x", id="database"),
        pytest.param("DATABASE_URL", f"postgresql://u:{SECRET}@127.0.0.1:1/x", id="database-that-is-not-there"),
        pytest.param("DATABASE_URL", f"postgresql://u:{SECRET}@/x?host=/nonexistent", id="socket-that-is-not-there"),
        pytest.param("DOITHOAI_DATA_DIR", "/dev/null/var", id="data-dir"),
    ],
)
@pytest.mark.parametrize("command", ["run", "demo", "migrate"])
def test_a_wrong_setting_stops_the_start_with_one_sentence(tmp_path: Path, command: str, name: str, value: str) -> None:
    status, complaint = start(tmp_path, command, **{name: value})

    assert status == 2
    assert complaint.startswith(f"doithoai: {name}")
    assert complaint.count("\n") == 1
    assert any(hint in complaint for hint in ("correct it", "correct the address", *MENDING))
    assert SECRET not in complaint


def test_a_database_without_that_name_is_a_wrong_setting(tmp_path: Path, dsn: str) -> None:
    status, complaint = start(tmp_path, "commune", "list", DATABASE_URL=dsn.replace("test_", "no_test_", 1))

    assert (status, complaint) == (
        2,
        "doithoai: DATABASE_URL: the database cannot be opened (InvalidCatalogNameError); "
        "start it or correct the address.\n",
    )


def test_a_port_that_is_taken_is_a_wrong_setting(tmp_path: Path, dsn: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        status, complaint = start(tmp_path, "run", "--port", str(port), DATABASE_URL=dsn)

    assert status == 2
    assert complaint.splitlines()[-1] == (
        f"doithoai: Port {port} of 127.0.0.1 is taken; stop the other program "
        "or choose another with --port or DOITHOAI_PORT."
    )
    assert "Traceback" not in complaint


def test_a_host_that_is_not_this_machine_is_a_wrong_setting(tmp_path: Path, dsn: str) -> None:
    status, complaint = start(tmp_path, "run", DATABASE_URL=dsn, DOITHOAI_HOST="192.0.2.1")

    assert status == 2
    assert complaint.splitlines()[-1].startswith("doithoai: DOITHOAI_HOST, DOITHOAI_PORT: nothing can listen at 192.0.")
    assert "Traceback" not in complaint


@pytest.mark.parametrize("port", ["0", "65536", "²", "http"])
def test_a_port_given_on_the_command_line_is_checked(tmp_path: Path, port: str) -> None:
    status, complaint = start(tmp_path, "run", "--port", port)

    assert status == 2
    assert complaint.endswith("argument --port: a port is a number from 1 to 65535\n")
