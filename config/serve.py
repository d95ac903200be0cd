"""What ``make run`` starts: everything from an empty folder to a running site.

Prepares what is missing (tables, static files, an admin, the seed articles), then serves with
gunicorn until Ctrl-C, which stops the database too. The second time it is ready within seconds.
"""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from config import environment, postgres

ADMIN = "admin"
WATCH_SECONDS = 2


def main() -> None:
    _refuse_read_only_folder()
    environment.load_settings()
    import django
    from django.conf import settings
    from django.db import Error

    from config.database import explain, is_outage

    try:
        _refuse_taken_port(settings.PORT)
        _say("Starting the database …")
        postgres.ensure_running()
        django.setup()
        _prepare()
    except Error as error:
        if not is_outage(error):
            raise
        sys.exit(explain(error))
    except OSError as error:
        sys.exit(
            f"{error.filename or 'A file'} can't be written ({error.strerror}). Let this user "
            f"write there, or free some disk space, and start again."
        )
    _serve(settings.PORT)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _refuse_read_only_folder() -> None:
    for folder in (postgres.ROOT, postgres.ROOT / "var", postgres.ROOT / "staticfiles"):
        if folder.exists() and not os.access(folder, os.W_OK | os.X_OK):
            raise SystemExit(
                f"{folder} can't be written to by this user, and the database and static files are "
                f"kept there. Give it to this user (chown -R, chmod -R u+w), or copy On Record to "
                f"a folder of your own and run it there."
            )


def _refuse_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise SystemExit(
                f"Ports below 1024, such as {port}, are for the system's administrator. "
                f"Choose another: PORT=8000 make run"
            ) from None
        except OSError:
            other = port + 1 if port < environment.MAX_PORT else 8000
            raise SystemExit(
                f"Port {port} of this machine is taken. Stop what uses it, or choose another: "
                f"PORT={other} make run"
            ) from None


def _prepare() -> None:
    from django.core.management import call_command

    _say("Making the tables and collecting style sheets; the first time this takes a minute …")
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    _make_admin()
    _read_seeds()


def _make_admin() -> None:
    """An admin for this machine, with a random password that is shown once and kept in var/."""
    from django.conf import settings
    from django.contrib.auth import get_user_model

    users = get_user_model().objects
    if users.filter(is_superuser=True).exists():
        return
    password = secrets.token_urlsafe(12)
    users.create_superuser(ADMIN, password=password)
    file = Path(settings.VAR) / "admin-password"
    file.touch(mode=0o600)
    file.write_text(password + "\n")
    _say(f"Admin login: {ADMIN} / {password}   (shown once; kept in var/admin-password)")


def _read_seeds() -> None:
    """Ingest the seed articles into a database that has none, or finish what was cut off."""
    from articles.models import Article

    if not Article.objects.exists():
        _say("Reading the seed articles …")
        _manage("ingest", "seeds")
    elif Article.objects.pending().exists():
        _manage("extract", "--pending")


def _manage(*arguments: str) -> None:
    """In a process of its own: the models it loads have no place in the web server's workers."""
    result = subprocess.run([sys.executable, "manage.py", *arguments], cwd=postgres.ROOT)
    if result.returncode:
        _say(f"`manage.py {' '.join(arguments)}` did not do it all; the lines above say why.")


def _serve(port: int) -> None:
    """gunicorn in a process of its own, whose workers fork from nothing that was loaded here."""
    # A terminal sends Ctrl-C to both: gunicorn stops on it, and this process outlives it to stop
    # the database.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    options = f"--config python:config.gunicorn --bind 127.0.0.1:{port} --log-level warning"
    site = _start("-m", "gunicorn", *options.split())
    signal.signal(signal.SIGTERM, lambda *_: site.terminate())
    if _answers(site, port):
        _say(f"On Record is at http://127.0.0.1:{port}/  (Ctrl-C stops it)")
    with _fetching():
        code = _watch(site)
    sys.exit(code)


def _start(*arguments: str) -> "subprocess.Popen[bytes]":
    """A program of this Python that Ctrl-C ends."""
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=postgres.ROOT,
        restore_signals=True,
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )


@contextmanager
def _fetching() -> Iterator[None]:
    """Pages and feeds are fetched beside the site, where that is on and no worker does it."""
    from django.conf import settings

    if not settings.FETCH or settings.CELERY_BROKER_URL:
        yield
        return
    watch = _start("manage.py", "watch")
    try:
        yield
    finally:
        watch.terminate()
        watch.wait()


def _watch(site: "subprocess.Popen[bytes]") -> int:
    """Until the site ends: start the embedded database anew whenever it died. The exit code."""
    last_problem = ""
    while True:
        with suppress(subprocess.TimeoutExpired):
            return site.wait(timeout=WATCH_SECONDS)
        if not postgres.is_embedded() or postgres.is_alive():
            continue
        try:
            if not last_problem:
                _say("The database died. Starting it anew …")
            postgres.revive()
            _say("The database runs again.")
            last_problem = ""
        except (postgres.PostgresError, OSError) as error:
            if str(error) != last_problem:
                _say(f"{error}\nIt is tried again every few seconds; pages answer 503 meanwhile.")
            last_problem = str(error)


def _answers(site: "subprocess.Popen[bytes]", port: int) -> bool:
    """Wait until the site answers; False when it ended before it did."""
    while site.poll() is None:
        try:
            with urlopen(f"http://127.0.0.1:{port}/livez", timeout=5):
                return True
        except HTTPError:  # an answer too, e.g. where ALLOWED_HOSTS names another host
            return True
        except OSError:
            time.sleep(0.1)
    return False


if __name__ == "__main__":
    main()
