"""docker-compose.yml and the Dockerfile, as far as they can be held without an engine."""

import subprocess
import sys
from pathlib import Path

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
