"""The site, with addresses that hold a thread or break off, for tests of what stands before it."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from config.wsgi import application as site


def application(environ: dict[str, Any], start_response: Any) -> Any:
    answer = {"/held": held, "/breaks": broken, "/large": large}.get(environ["PATH_INFO"])
    if answer is None:
        return site(environ, start_response)
    start_response("200 OK", [("Content-Type", "text/plain")])
    return answer()


def held() -> Iterator[bytes]:
    while Path(os.environ["HOLD"]).exists():
        time.sleep(0.05)
    yield b"let go"


def broken() -> Iterator[bytes]:
    yield b"half"
    raise RuntimeError("This is how a file that can't be finished ends.")


def large() -> list[bytes]:
    return [b"x" * 5_000_000]
