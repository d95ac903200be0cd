"""Who may add articles, and the extraction of what was added."""

from collections.abc import Callable, Iterable
from functools import cache, wraps
from threading import Thread
from typing import Any, cast

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from articles.language import language_of
from articles.models import Article
from config.database import Outage

View = Callable[..., HttpResponse]
MAX_CHARS = 60_000  # of text, extracted while a curator waits: a few seconds' work


def for_curators(view: View) -> View:
    """A view for curators. Whoever is not logged in is led to the login; others are refused."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("claims.change_attribution"):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return cast(View, admin.site.admin_view(guarded))


@cache
def load_in_background() -> Thread:
    """Begin to load what reading and extraction take, once for the process.

    Whoever looks at /add/ stores an article soon, and would else wait some seconds longer for the
    first one.
    """
    thread = Thread(target=_load, name="load models", daemon=True)
    thread.start()
    return thread


def _load() -> None:
    language_of("It rained all day in the city.")
    if not settings.CELERY_BROKER_URL:  # else workers extract
        from claims.recording import reconcile

        reconcile.load_models()


def curator(request: HttpRequest) -> User:
    return cast(User, request.user)


def extract(request: HttpRequest, articles: Iterable[Article]) -> None:
    """Find the statements in new articles, or have it done; the page says what went wrong.

    What is too long to wait for stays pending.
    """
    from claims.recording import tasks  # loads Celery

    chars, batch = 0, []
    for article in articles:
        chars += len(article.text)
        if chars <= MAX_CHARS:
            batch.append(article)
    try:
        for outcome in tasks.extract(batch):
            if outcome.error:
                messages.error(request, f"{outcome.article}: {outcome.error}")
    except Outage as error:
        messages.error(request, str(error))
    if chars > MAX_CHARS:
        messages.warning(
            request,
            "Not all statements are found yet: that is too much text to wait for. "
            "On the server, `manage.py extract --pending` finds the rest.",
        )


def length_warning(article: Article) -> str:
    """Why the statements of a text would not be found at once, and what to do; "" if they are."""
    from claims.extraction.parsing.spacy_pipeline import MAX_LENGTH  # loads spaCy

    chars = len(article.text)
    if chars > MAX_LENGTH:
        return (
            f"The text has {chars:,} characters. It would be stored, but at most {MAX_LENGTH:,} "
            f"can be searched for statements: split it and hand in each part."
        )
    if chars > MAX_CHARS and not settings.CELERY_BROKER_URL:
        return (
            f"The text has {chars:,} characters, and at most {MAX_CHARS:,} are searched for "
            f"statements while you wait. It would be stored; then, on the server, "
            f"`manage.py extract --pending` finds its statements."
        )
    return ""


def ask_worker(request: HttpRequest) -> None:
    """Have a worker fetch what is due now; without a broker `manage.py watch` sees it by itself."""
    from claims.recording import tasks  # loads Celery

    try:
        tasks.wake_watch()
    except Outage as error:
        messages.error(request, str(error))
