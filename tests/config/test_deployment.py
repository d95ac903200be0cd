"""docker-compose.yml and the Dockerfile, as far as they can be held without an engine."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from config.serve import LONGEST_ADDRESS

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


def health(port: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "config.health"],
        cwd=ROOT,
        env=os.environ | {"PORT": port, "ALLOWED_HOSTS": "localhost,onrecord.example.org"},
        capture_output=True,
        text=True,
    )


@pytest.mark.django_db(transaction=True)
def test_both_servers_take_addresses_as_long_as_they_can():
    assert f'"--limit-request-line", "{LONGEST_ADDRESS}"' in (ROOT / "Dockerfile").read_text()


def test_the_health_check_passes_when_the_site_answers_to_its_first_host(live_server):
    assert health(str(live_server.thread.port)).returncode == 0


def test_the_health_check_fails_and_says_why_when_nothing_answers():
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = str(unused.getsockname()[1])

    result = health(port)

    assert result.returncode == 1
    assert f"127.0.0.1:{port}" in result.stderr
