"""What stands in the environment is read once, typed; an error names the cure."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment as env

ROOT = Path(__file__).resolve().parents[2]
SAFE = {
    "ENVIRONMENT": "production",
    "SECRET_KEY": "kq3v9x-Zr7pLw2Yt8NfBd5HsJc1MgQaEuR6oTiXnCzVyKbWl4mPD0",
    "ALLOWED_HOSTS": "onrecord.example.org",
    "DATABASE_URL": "postgres://onrecord:secret@127.0.0.1:1/on_record",
}


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=kept | environment,
        capture_output=True,
        text=True,
    )


def test_production_settings_pass_the_deployment_check_without_a_warning():
    result = manage("check", "--deploy", "--fail-level", "WARNING", **SAFE)

    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize(
    ("unsafe", "cure"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is missing"),
        ({"SECRET_KEY": "change-me" * 8}, "SECRET_KEY is missing, short or the sample"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS is empty"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS is empty or '*'"),
        ({"DEBUG": "1"}, "DEBUG is on"),
    ],
)
def test_production_refuses_to_start_unsafe_and_says_the_cure(unsafe, cure):
    result = manage("check", **(SAFE | unsafe))

    assert result.returncode != 0
    assert cure in result.stderr


@pytest.mark.parametrize(
    "command",
    [
        ("manage.py", "migrate"),
        ("-m", "config.serve"),
        ("-m", "gunicorn", "--config", "python:config.gunicorn"),
        ("-m", "celery", "--app", "config.celery", "worker"),
    ],
    ids=" ".join,
)
def test_every_way_to_start_refuses_unsafe_settings_in_one_line(command):
    result = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=os.environ | SAFE | {"DATABASE_URL": "", "ALLOWED_HOSTS": ""},
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert result.returncode != 0
    [line] = [line for line in result.stderr.splitlines() if "RuntimeDirWarning" not in line]
    assert "ALLOWED_HOSTS is empty" in line
    assert "DATABASE_URL is unset" in line


@pytest.mark.parametrize("name", ["LOG_LEVEL", "PORT", "DEBUG", "SPACY_MODEL", "TRUSTED_PROXIES"])
def test_a_variable_that_is_empty_counts_as_unset(name):
    command = ("diffsettings", "--output", "unified")

    assert manage(*command, **SAFE, **{name: ""}).stdout == manage(*command, **SAFE).stdout


def test_a_database_url_of_another_engine_is_refused():
    with pytest.raises(ImproperlyConfigured, match="needs PostgreSQL"):
        env.database("mysql://localhost/x")


def test_a_database_url_is_unquoted_and_keeps_its_options():
    settings = env.database("postgres://me:p%40ss@db:5433/name?sslmode=require")

    assert settings == {
        "NAME": "name",
        "USER": "me",
        "PASSWORD": "p@ss",
        "HOST": "db",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }


def test_a_socket_folder_can_be_the_host():
    assert env.database("postgres:///name?host=/run/postgresql")["HOST"] == "/run/postgresql"


@pytest.mark.parametrize("word", ["maybe", "2", "ja"])
def test_a_flag_that_is_neither_yes_nor_no_is_refused(monkeypatch, word):
    monkeypatch.setenv("DEBUG", word)

    with pytest.raises(ImproperlyConfigured, match="DEBUG=1 or DEBUG=0"):
        env.flag("DEBUG", default=False)


def test_a_port_out_of_range_is_refused(monkeypatch):
    monkeypatch.setenv("PORT", "70000")

    with pytest.raises(ImproperlyConfigured, match="1 to 65535"):
        env.number("PORT", 8000, minimum=1, maximum=65535)


def test_a_secret_can_come_from_a_file(monkeypatch, tmp_path):
    (tmp_path / "key").write_text("from a file\n")
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "key"))
    monkeypatch.delenv("SECRET_KEY", raising=False)

    assert env.text("SECRET_KEY") == "from a file"


def test_a_missing_secret_file_is_an_error_not_an_empty_secret(monkeypatch):
    monkeypatch.setenv("SECRET_KEY_FILE", "/nowhere/key")
    monkeypatch.delenv("SECRET_KEY", raising=False)

    with pytest.raises(ImproperlyConfigured, match="/nowhere/key can't be read"):
        env.text("SECRET_KEY")


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("", ("", 25, "", "", False, False)),
        ("smtp://a%40b:p@mail:2525", ("mail", 2525, "a@b", "p", False, True)),
        ("smtps://a:p@mail", ("mail", 465, "a", "p", True, False)),
        ("smtp://mail", ("mail", 25, "", "", False, False)),
    ],
)
def test_a_mail_server_is_read_from_its_address(url, server):
    assert env.mail(url) == server


@pytest.mark.parametrize("url", ["mail.example.org", "http://mail", "smtp://mail:x"])
def test_a_mail_server_that_cannot_be_read_says_how_to_write_it(url):
    with pytest.raises(ImproperlyConfigured, match="Example: EMAIL_URL=smtp://"):
        env.mail(url)


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("", ""),
        ("desk@example.org", "mailto:desk@example.org"),
        ("mailto:desk@example.org", "mailto:desk@example.org"),
        ("https://example.org/contact", "https://example.org/contact"),
    ],
)
def test_a_contact_becomes_a_link(monkeypatch, address, link):
    monkeypatch.setenv("CONTACT", address)

    assert env.contact("CONTACT") == link


@pytest.mark.parametrize("address", ["the desk", "javascript:alert(1)", "@desk", "a b@c"])
def test_a_contact_that_nobody_can_write_to_says_how_to_set_it(monkeypatch, address):
    monkeypatch.setenv("CONTACT", address)

    with pytest.raises(ImproperlyConfigured, match="Example: CONTACT=desk@example.org"):
        env.contact("CONTACT")
