"""Correcting a statement, and adding one that was missed: the same form beside the text."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from articles.models import Article
from claims import curation, glossary
from claims.models import Statement
from claims.presentation import highlighting
from claims.staff.review import actions
from claims.staff.review.pages import conflicts
from claims.staff.review.pages.common import (
    curator,
    desk_url,
    for_curators,
    notify,
    redirect_to,
    render_page,
    speaker_choices,
    statement_url,
)
from claims.staff.review.pages.items import StatementView, get_statement
from claims.staff.review.pages.queue import redirect_after_decision
from claims.staff.review.queue import Queue
from claims.staff.review.spans_input import InputError
from claims.staff.review.statement_form import StatementForm


@for_curators
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    statement, queue = get_statement(key), Queue(request.GET)
    view = StatementView.of(statement)
    if view.attribution is None:
        notify(request, "It has no attribution to edit.", messages.ERROR)
        return redirect_to(statement_url(statement, queue))
    form = StatementForm(
        request.POST if request.method == "POST" else None,
        text=statement.article.text,
        initial=StatementForm.initial_values(statement, view.attribution),
    )
    if request.method == "POST":
        try:
            return _save(request, statement, queue, form)
        except curation.StaleStatement as conflict:
            return conflicts.show(request, statement, queue, conflict)
        except (curation.CurationError, InputError) as error:
            notify(request, str(error), messages.ERROR)
    context = {
        **view.text(),
        "statement": statement,
        "attribution": view.attribution,
        "token": request.POST.get("seen") or curation.state_token(statement),
        "cancel": statement_url(statement, queue),
        "edits": "one",
    }
    return _form(request, "Edit a statement", statement.article, form, context)


def _save(
    request: HttpRequest, statement: Statement, queue: Queue, form: StatementForm
) -> HttpResponse:
    """Then on to the next, as after any other act."""
    position = queue.position_of(statement)
    result = actions.edit(actions.DecisionRequest(statement, request.POST, curator(request)), form)
    notify(request, result.message)
    return redirect_after_decision(request, statement, queue, position)


@for_curators
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, slug: str) -> HttpResponse:
    article = get_object_or_404(Article.objects.defer("raw", "search"), slug=slug)
    back = _back(request, article)
    form = StatementForm(request.POST if request.method == "POST" else None, text=article.text)
    if request.method == "POST":
        try:
            why = request.POST.get("why", "")
            _, result = actions.add(article, form, by=curator(request), why=why)
            notify(request, result.message)
            return redirect_to(back)
        except (curation.CurationError, InputError) as error:
            notify(request, str(error), messages.ERROR)
    public_statements = Statement.objects.filter(article=article).in_texts().for_list()
    marks = [highlighting.mark_of(item) for item in public_statements]
    context = {
        "paragraphs": highlighting.paragraphs(article.text, marks),
        "cancel": back,
        "edits": "new",
    }
    return _form(request, "Add a missed statement", article, form, context)


def _back(request: HttpRequest, article: Article) -> str:
    """To the statement one came from, else to the article."""
    key = request.GET.get("from", "").replace("\0", "")
    standing = Statement.objects.filter(article=article, key=key).first() if key else None
    return statement_url(standing) if standing else desk_url("article", article.slug)


def _form(
    request: HttpRequest, title: str, article: Article, form: StatementForm, context: dict[str, Any]
) -> HttpResponse:
    offered, about = speaker_choices(), form["about"].value() or []
    choices: dict[str, Any] = {
        **offered,
        "about": [(item, item.code in about) for item in offered["parties"]],
        "quotations": glossary.quotations().items(),
        "modes": glossary.modes().items(),
        "acts": glossary.acts().items(),
    }
    return render_page(
        request, "edit.html", title, article=article, form=form, **choices, **context
    )
