"""What is costly to prepare and the same for every process of the tests, and so made once.

It is kept in ``var/tests``, under a name that changes with what it is made of. The static files,
hashed and compressed, take three seconds.
"""

import fcntl
import hashlib
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.test import override_settings

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "var" / "tests"
MAX_AGE_SECONDS = 24 * 3600  # of what no run has made anew; another run may still use it


def digest_of(files: Iterable[Path]) -> str:
    """Changes with the names and contents of these files."""
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def one_at_a_time(name: str) -> Iterator[None]:
    """Processes that start at the same moment wait for the one that prepares."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / f"{name}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def collected_static_files() -> Path:
    """The folder of style sheets and scripts, collected as ``make run`` and the image do it."""
    sources = [path for path in (ROOT / "static").rglob("*") if path.is_file()]
    made_by = [ROOT / "requirements.txt", *(ROOT / "config").glob("s*.py")]
    folder = FOLDER / f"static-{digest_of([*sources, *made_by])}"
    with one_at_a_time("static"):
        if not folder.exists():
            _delete_outdated("static-*")
            draft = Path(tempfile.mkdtemp(dir=FOLDER))
            with override_settings(STATIC_ROOT=draft):
                call_command("collectstatic", interactive=False, verbosity=0)
            draft.rename(folder)
    return folder


def _delete_outdated(pattern: str) -> None:
    for folder in FOLDER.glob(pattern):
        if time.time() - folder.stat().st_mtime > MAX_AGE_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)
