"""The pages of /add/: hand in, look at what would be stored, store, take back."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from articles import submissions
from articles.models import Submission, SubmissionState
from articles.submissions import Preview
from claims.curation import additions
from claims.curation.errors import CurationError
from claims.web.adding.common import (
    ask_worker,
    curator,
    extract,
    for_curators,
    load_in_background,
)
from claims.web.adding.forms import AddressForm, ArticleForm, HandoverForm
from claims.web.adding.preview import PreviewedArticle
from claims.web.views.articles import article_context

MAX_LISTED = 100  # submissions that wait, on the page
MAX_BATCH = 20  # that are stored in one request


@for_curators
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """The forms, and what waits; a POST hands in a text or files, or stores what waits."""
    if request.method != "POST":
        return _page(request, HandoverForm())
    if request.POST.get("action") == "store":
        return _store_waiting(request)
    if request.POST.get("action") == "drop":
        return _drop_useless(request)
    if "address" in request.POST and settings.FETCH:
        return _queue_address(request)
    if files := request.FILES.getlist("files"):
        return _hand_in_files(request, files)
    form = HandoverForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=400)
    return redirect(_hand_in(request, form.cleaned_data))


def _queue_address(request: HttpRequest) -> HttpResponse:
    """The worker fetches it; the page of the submission waits for that."""
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _page(request, HandoverForm(), status=400, address_form=form)
    row = submissions.submit_address(form.cleaned_data["address"], by=curator(request))
    ask_worker(request)
    return redirect(row)


def _page(
    request: HttpRequest,
    form: HandoverForm,
    status: int = 200,
    address_form: AddressForm | None = None,
) -> HttpResponse:
    load_in_background()
    waiting = Submission.objects.waiting().filter(by=curator(request)).defer("raw")
    context = {
        "form": form,
        "fetches": settings.FETCH,
        "address_form": address_form or AddressForm(),
        "waiting": waiting.select_related("article")[:MAX_LISTED],
        "storable": Submission.objects.storable().filter(by=curator(request)).count(),
        "useless": Submission.objects.useless().filter(by=curator(request)).count(),
        "batch": MAX_BATCH,
        "max_bytes": settings.MAX_ARTICLE_BYTES,
        "max_size": f"{settings.MAX_ARTICLE_BYTES / 1_000_000:g} MB",  # as the docs say it
        "here": request.build_absolute_uri(reverse("add")),
    }
    return render(request, "add/add.html", context, status=status)


def _hand_in(request: HttpRequest, values: dict[str, str]) -> Submission:
    """A pasted text, or the HTML of a page."""
    is_page = bool(values["html"].strip())
    name = submissions.PAGE_NAME if is_page else submissions.PASTE_NAME
    return submissions.submit(
        values["html" if is_page else "text"].encode(errors="replace"),
        file_name=name,
        by=curator(request),
        title=values["title"],
        url=values["url"],
    )


def _hand_in_files(request: HttpRequest, files: list[UploadedFile]) -> HttpResponse:
    """A script sends one file a request and reads JSON; without it a form sends all at once."""
    rows = [_hand_in_file(request, file) for file in files]
    if request.accepts("text/html"):
        return redirect(rows[0]) if len(rows) == 1 else redirect("add")
    return JsonResponse(
        {
            "files": [
                {"name": str(row), "address": row.get_absolute_url(), "problem": row.note}
                for row in rows
            ]
        }
    )


def _hand_in_file(request: HttpRequest, file: UploadedFile) -> Submission:
    name = file.name or submissions.PASTE_NAME
    if (file.size or 0) > settings.MAX_ARTICLE_BYTES:
        return submissions.refuse(
            name,
            f"is too large for a page ({file.size:,} bytes; {settings.MAX_ARTICLE_BYTES:,} are "
            f"allowed). On the server, `manage.py ingest` reads it.",
            by=curator(request),
        )
    return submissions.submit(file.read(), file_name=name, by=curator(request))


def _store_waiting(request: HttpRequest) -> HttpResponse:
    """Store the submissions that can be, some at a time: each is read and extracted."""
    waiting = list(Submission.objects.storable().filter(by=curator(request))[:MAX_BATCH])
    articles = [article for row in waiting for article in submissions.store(row)]
    extract(request, submissions.pending(articles))
    messages.success(request, f"{len(articles)} article{'s' * (len(articles) != 1)} stored.")
    return redirect("add")


def _drop_useless(request: HttpRequest) -> HttpResponse:
    count, _ = Submission.objects.useless().filter(by=curator(request)).delete()
    messages.success(request, f"{count} dropped.")
    return redirect("add")


@for_curators
@require_http_methods(["GET", "HEAD", "POST"])
def submission(request: HttpRequest, pk: int) -> HttpResponse:
    """What would be stored, to be changed and stored; later the article, to be taken back."""
    row = get_object_or_404(Submission.objects.select_related("article", "by"), pk=pk)
    if request.method == "POST":
        return _act(request, row, request.POST.get("action", ""))
    if row.state == SubmissionState.STORED:
        return _show_stored(request, row)
    return _show_preview(request, row)


def _act(request: HttpRequest, row: Submission, action: str) -> HttpResponse:
    if action == "discard" and row.state != SubmissionState.STORED:
        row.delete()
        messages.success(request, f"“{row}” was dropped. Nothing was stored.")
        return redirect("add")
    if action == "store" and row.state == SubmissionState.READY:
        return _store(request, row)
    if action == "fetch" and row.can_be_fetched:
        row.queue_again()
        ask_worker(request)
    if action in ("undo", "redo") and row.article and row.state == SubmissionState.STORED:
        try:
            change = additions.take_back if action == "undo" else additions.put_back
            change(row.article, by=curator(request))
        except CurationError as error:
            messages.error(request, str(error))
    return HttpResponseRedirect(row.get_absolute_url(), status=303)


def _store(request: HttpRequest, row: Submission) -> HttpResponse:
    fields = None
    if "title" in request.POST:
        form = ArticleForm(request.POST)
        if not form.is_valid():
            return _show_preview(request, row, form, status=400)
        fields = form.fields_of_article()
    extract(request, submissions.pending(submissions.store(row, fields)))
    return HttpResponseRedirect(row.get_absolute_url(), status=303)


def _show_preview(
    request: HttpRequest, row: Submission, form: ArticleForm | None = None, status: int = 200
) -> HttpResponse:
    load_in_background()
    preview = submissions.load_preview(row) if row.raw else Preview()
    articles = [PreviewedArticle.of(prepared) for prepared in preview.articles]
    single = preview.articles[0] if preview.count == 1 else None
    context: dict[str, Any] = {
        "submission": row,
        "articles": articles,
        "problems": preview.problems,
        "count": preview.count,
        "form": (form or ArticleForm.of(single)) if single else None,
    }
    return render(request, "add/preview.html", context, status=status)


def _show_stored(request: HttpRequest, row: Submission) -> HttpResponse:
    if row.article is None or row.article.withdrawn_at:
        return render(request, "add/taken_back.html", {"submission": row})
    context = {**article_context(row.article), "submission": row}
    return render(request, "add/stored.html", context)
