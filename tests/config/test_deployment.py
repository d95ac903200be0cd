"""docker-compose.yml and the Dockerfile, as far as they can be held without an engine."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]


def test_docker_compose_file_fits_the_compose_schema():
    result = subprocess.run(
        [
            *(sys.executable, "-m", "check_jsonschema"),
            *("--builtin-schema", "vendor.compose-spec", "docker-compose.yml"),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    assert result.returncode == 0, result.stdout + result.stderr


def test_the_image_does_not_run_as_root_and_tells_its_health():
    lines = (ROOT / "Dockerfile").read_text().splitlines()

    user = [line for line in lines if line.startswith("USER")]
    assert user == ["USER onrecord"]
    assert any(line.startswith("HEALTHCHECK") for line in lines)


def settings_read() -> set[str]:
    """The variables that config/settings.py reads."""
    text = (ROOT / "config" / "settings.py").read_text()
    return set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", text))


def sample() -> dict[str, str]:
    lines = (ROOT / ".env.example").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def services() -> dict[str, Any]:
    return YAML(typ="safe").load(ROOT / "docker-compose.yml")["services"]


@pytest.mark.parametrize("service", ["web", "worker", "migrate"])
def test_compose_passes_every_setting_and_no_other(service):
    # PGPASSWORD is PostgreSQL's own name for a password that the address lacks.
    assert set(services()[service]["environment"]) - {"PGPASSWORD"} == settings_read()


def test_the_sample_environment_has_every_setting_and_no_other():
    assert set(sample()) - {"POSTGRES_PASSWORD"} == settings_read()


def test_compose_takes_each_setting_from_the_variable_of_its_name():
    environment = services()["web"]["environment"]
    fixed = {"ENVIRONMENT", "PORT", "PGPASSWORD"}  # PORT is that of the host, outside

    assert [
        name
        for name, value in environment.items()
        if name not in fixed and not value.startswith("${" + name + ":")
    ] == []


def test_the_sample_shows_the_defaults_of_the_settings_and_of_compose():
    ours = {"ENVIRONMENT", "BEHIND_TLS_PROXY", "TRUSTED_PROXIES"}  # as Compose needs them
    shown = {name: value for name, value in sample().items() if value and name not in ours}
    compose = services()["web"]["environment"]

    assert shown == {name: str(getattr(settings, name)) for name in shown}
    for name in ours - {"ENVIRONMENT"}:
        assert compose[name] == "${" + f"{name}:-{sample()[name]}" + "}"


def ignored() -> list[str]:
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def test_the_image_gets_what_the_site_runs_on_and_nothing_else():
    first, *others = ignored()
    apps = {name for name in settings.INSTALLED_APPS if (ROOT / name).is_dir()}

    assert first == "*"
    assert {line[1:] for line in others if line.startswith("!")} == apps | {
        "config", "seeds", "static", "templates", "manage.py", "requirements.txt",
    }  # fmt: skip


def test_no_file_of_secrets_gets_into_the_image_from_any_folder():
    assert "**/.env" in ignored()[-2:]


def health(port: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "config.health"],
        cwd=ROOT,
        env=os.environ | {"PORT": port, "ALLOWED_HOSTS": "localhost,onrecord.example.org"},
        capture_output=True,
        text=True,
    )


@pytest.mark.django_db(transaction=True)
def test_the_health_check_passes_when_the_site_answers_to_its_first_host(live_server):
    assert health(str(live_server.thread.port)).returncode == 0


def test_the_health_check_fails_and_says_why_when_nothing_answers():
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = str(unused.getsockname()[1])

    result = health(port)

    assert result.returncode == 1
    assert f"127.0.0.1:{port}" in result.stderr
