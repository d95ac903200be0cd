"""``make install``'s program: what pip says, how far it is, and pip's own exit code."""

import hashlib
import subprocess
import venv
import zipfile
from pathlib import Path

import pytest

from tests.config.site_process import ROOT

pytestmark = pytest.mark.process


def make_wheel(folder: Path) -> tuple[Path, str]:
    """A package of nothing, and its hash."""
    wheel = folder / "nothing-1-py3-none-any.whl"
    info = "nothing-1.dist-info"
    with zipfile.ZipFile(wheel, "w") as file:
        file.writestr("nothing.py", "")
        file.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: nothing\nVersion: 1\n")
        file.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        file.writestr(f"{info}/RECORD", "")
    return wheel, hashlib.sha256(wheel.read_bytes()).hexdigest()


def install(folder: Path, digest: str, wheel: Path) -> subprocess.CompletedProcess[str]:
    environment = folder / "environment"
    venv.create(environment, with_pip=True)
    requirements = folder / "requirements.txt"
    requirements.write_text(f"nothing @ file://{wheel} --hash=sha256:{digest}\n")
    command = [str(environment / "bin" / "python"), "-m", "config.install", str(requirements)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def test_it_installs_what_is_pinned(tmp_path):
    wheel, digest = make_wheel(tmp_path)

    result = install(tmp_path, digest, wheel)

    assert result.returncode == 0, result.stderr
    assert list((tmp_path / "environment").rglob("nothing.py"))


def test_a_package_that_is_not_the_one_that_was_pinned_is_refused(tmp_path):
    wheel, _ = make_wheel(tmp_path)

    result = install(tmp_path, "0" * 64, wheel)

    assert result.returncode == 1
    assert not list((tmp_path / "environment").rglob("nothing.py"))
