"""Correcting a statement, and adding one that was missed: the same form beside the text."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from articles.models import Article
from claims import curation
from claims.extraction import acts as kinds_of_acts
from claims.models import Mode, Quotation, Statement
from claims.presentation import highlighting
from claims.staff.review import actions
from claims.staff.review.pages import conflicts
from claims.staff.review.pages.common import (
    address,
    curator,
    draw,
    for_curators,
    go,
    item_address,
    speaker_choices,
    tell,
)
from claims.staff.review.pages.items import Shown, found
from claims.staff.review.pages.queue import go_after
from claims.staff.review.queue import Queue
from claims.staff.review.spans_input import ReadingError
from claims.staff.review.statement_form import Draft


@for_curators
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    statement, queue = found(key), Queue(request.GET)
    shown = Shown.of(statement)
    if shown.attribution is None:
        tell(request, "It has no attribution to edit.", messages.ERROR)
        return go(item_address(statement, queue))
    draft = Draft.of(statement, shown.attribution)
    if request.method == "POST":
        draft = Draft.posted(request.POST)
        try:
            return _save(request, statement, queue, draft)
        except curation.StaleStatement as conflict:
            return conflicts.show(request, statement, queue, conflict)
        except (curation.CurationError, ReadingError) as error:
            tell(request, str(error), messages.ERROR)
    context = {
        **shown.text(),
        "statement": statement,
        "attribution": shown.attribution,
        "token": request.POST.get("seen") or curation.state_token(statement),
        "cancel": item_address(statement, queue),
        "edits": "one",
    }
    return _form(request, "Edit a statement", statement.article, draft, context)


def _save(request: HttpRequest, statement: Statement, queue: Queue, draft: Draft) -> HttpResponse:
    """Then on to the next, as after any other act."""
    place = queue.where(statement)
    done = actions.edit(actions.Asked(statement, request.POST, curator(request)), draft)
    tell(request, done.told)
    return go_after(request, statement, queue, place)


@for_curators
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, slug: str) -> HttpResponse:
    article = get_object_or_404(Article.objects.defer("raw", "search"), slug=slug)
    back = _back(request, article)
    draft = Draft()
    if request.method == "POST":
        draft = Draft.posted(request.POST)
        try:
            _, done = actions.add(article, request.POST, draft, by=curator(request))
            tell(request, done.told)
            return go(back)
        except (curation.CurationError, ReadingError) as error:
            tell(request, str(error), messages.ERROR)
    known = Statement.objects.filter(article=article).public().for_list()
    marks = [highlighting.mark_of(one) for one in known]
    context = {
        "paragraphs": highlighting.paragraphs(article.text, marks),
        "cancel": back,
        "edits": "new",
    }
    return _form(request, "Add a missed statement", article, draft, context)


def _back(request: HttpRequest, article: Article) -> str:
    """To the statement one came from, else to the article."""
    key = request.GET.get("from", "").replace("\0", "")
    standing = Statement.objects.filter(article=article, key=key).first() if key else None
    return item_address(standing) if standing else address("article", article.slug)


def _form(
    request: HttpRequest, title: str, article: Article, draft: Draft, context: dict[str, Any]
) -> HttpResponse:
    offered = speaker_choices()
    choices: dict[str, Any] = {
        **offered,
        "about": [(one, one.code in draft.about) for one in offered["parties"]],
        "quotations": Quotation.choices,
        "modes": Mode.choices,
        "acts": list(kinds_of_acts.labels().items()),
    }
    return draw(request, "edit.html", title, article=article, draft=draft, **choices, **context)
