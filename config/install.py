"""What ``make install`` runs: pip, and how far it is while it says nothing itself.

Imports nothing but the standard library: it runs before anything is installed.
"""

import subprocess
import sys
import sysconfig
import time
from pathlib import Path

LOOK_SECONDS = 2


def main(arguments: list[str]) -> int:
    """Install requirement files with pip; its exit code."""
    total = sum(Path(name).read_text().count("==") for name in arguments)
    command = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check"]
    files = [part for name in arguments for part in ("-r", name)]
    before = last = count_installed()
    pip = subprocess.Popen([*command, "--require-hashes", *files])
    while pip.poll() is None:
        time.sleep(LOOK_SECONDS)
        if (count := count_installed()) != last:
            last = count
            sys.stdout.write(f"  unpacked {count - before} of about {total} packages\n")
            sys.stdout.flush()
    return pip.returncode


def count_installed() -> int:
    """The packages that are there, as pip leaves a folder of metadata for each."""
    return sum(1 for _ in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
