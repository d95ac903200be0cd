"""The list of articles, and one article with its statements marked."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.models import Article, Rights, heavy_columns
from claims import rights
from claims.listing import filters
from claims.models import Statement
from claims.presentation import highlighting
from claims.presentation.highlighting import MarkedParagraph
from claims.web.tables import ArticleTable
from claims.web.views.changes import other_texts
from claims.web.views.claim_lists import claims_of_article
from claims.web.views.lists import ListPage


class ArticleList(ListPage):
    read = staticmethod(filters.articles)
    table_class = ArticleTable
    name, noun = "Articles", "article"
    first_filters = ("q", "outlet", "speaker", "since", "until")
    lede = "The articles read so far. Each opens with every statement in it marked."

    def rows(self, rows: Any) -> Any:
        return rows.select_related("outlet").defer(*heavy_columns())


@dataclass(frozen=True, slots=True)
class Note:
    """A statement with its number, beside a paragraph."""

    number: int
    statement: Statement


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph with the notes that stand beside it."""

    paragraph: MarkedParagraph
    notes: tuple[Note, ...]
    is_title: bool = False


@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole text, marked; 410 for a withdrawn one."""
    articles = Article.objects.select_related("outlet", "superseded_by").defer("raw", "search")
    article_ = get_object_or_404(articles, slug=slug)
    if article_.withdrawn_at:
        return render(request, "articles/article_gone.html", {"article": article_}, status=410)
    return render(request, "articles/article.html", article_context(article_))


def article_context(article: Article) -> dict[str, Any]:
    """What the template of a marked article needs."""
    statements = dict(enumerate(_statements(article), start=1))
    return {
        "article": article,
        "passages": passages(article, statements),
        "bare": [] if rights.shows_text(article) else list(statements.values()),
        "count": len(statements),
        "removed": article.removed.count(),
        "others": other_texts(article),
        "claims": claims_of_article(article),
    }


def _statements(article: Article) -> list[Statement]:
    """The live statements in the order of the text; of a superseded article too."""
    statements = Statement.objects.filter(article=article, withdrawn_at=None).with_live()
    return list(
        statements.with_attribution().defer("search", "article__raw").order_by("start", "end", "pk")
    )


def passages(article: Article, statements: dict[int, Statement]) -> list[Passage]:
    """The paragraphs, as far as the outlet lets us show them; the first may be the title."""
    lines = _paragraphs(article, statements)
    has_title = bool(lines) and _line(article, lines[0]) == article.title.strip()
    return [
        Passage(
            line,
            tuple(Note(number, statements[number]) for number in line.numbers),
            is_title=has_title and place == 0,
        )
        for place, line in enumerate(lines)
    ]


def _paragraphs(article: Article, statements: dict[int, Statement]) -> list[MarkedParagraph]:
    if rights.rights_of(article) != Rights.FULL:
        return highlighting.excerpts_of(statements)
    marks = [highlighting.mark_of(statement, number) for number, statement in statements.items()]
    return highlighting.paragraphs(article.text, marks)


def _line(article: Article, paragraph: MarkedParagraph) -> str:
    return article.text[slice(*paragraph.span)].strip()
