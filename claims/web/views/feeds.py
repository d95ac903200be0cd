"""The lists as Atom feeds: same filters as the page, always the newest first."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_safe

from articles.models import heavy_columns
from claims.export import atom
from claims.listing import filters
from claims.listing.conditions import LIKELY_ROWS, for_statements
from claims.models import Claim, Statement
from claims.web.views.exports import open_to_all, refused, site_of
from claims.web.views.gone import gone_as_text
from claims.web.views.public_claims import GONE_TEXT, of_claim, shown_members

NO_FILTERS = ("sort", "page", "before", "for")  # of a page or a table; a feed has its own order


@open_to_all
@require_safe
def statement_feed(request: HttpRequest) -> HttpResponse:
    newest = _newest(request, filters.statements, "key", "created_at")
    if isinstance(newest, HttpResponse):
        return newest
    statements: Any
    statements, after = newest
    page = _page(request, "Statements", after)
    return _atom(atom.of_statements(statements.for_list(), page, site_of(request)))


@open_to_all
@require_safe
def article_feed(request: HttpRequest) -> HttpResponse:
    newest = _newest(request, filters.articles, "slug", "ingested_at")
    if isinstance(newest, HttpResponse):
        return newest
    rows, after = newest
    articles = rows.select_related("outlet").defer(*heavy_columns())
    return _atom(atom.of_articles(articles, _page(request, "Articles", after), site_of(request)))


@open_to_all
@require_safe
@of_claim
def claim_feed(request: HttpRequest, claim: Claim) -> HttpResponse:
    """The statements that report one claim, so that a new denial is news; 410 for one gone."""
    if not shown_members(claim):
        return gone_as_text(GONE_TEXT)
    likely = for_statements(LIKELY_ROWS)
    rows = Statement.objects.public().filter(likely, membership__claim=claim).for_list()
    newest = rows.order_by("-created_at", "-pk")[: atom.MAX_ENTRIES]
    own = f"{site_of(request)}{request.path}"
    listed = f"{site_of(request)}{claim.get_absolute_url()}"
    page = atom.FeedPage(f"On Record: claim: {claim}", listed, own, own, "")
    return _atom(atom.of_statements(newest, page, site_of(request)))


def _newest(
    request: HttpRequest, read: Callable[[QueryDict], Any], key: str, since: str
) -> tuple[QuerySet[Any], str] | HttpResponse:
    """The newest rows that match, and after which key the next page goes on; or why not."""
    params = request.GET.copy()
    after = params.pop("after", [""])[-1]
    problems = [
        f"{name}: a feed has none; it is always the newest first. Leave it out."
        for name in NO_FILTERS
        if params.pop(name, None)
    ]
    listing = read(params)
    rows, start = listing.qs, None
    if after and not (start := rows.model.objects.filter(**{key: after}).first()):
        problems.append(f"after: nothing goes by “{after}”. Begin with the feed's first page.")
    if problems := [*problems, *listing.problems]:
        return refused(problems)
    return _cut(rows.order_by(f"-{since}", "-pk"), start, key, since)


def _cut(
    rows: QuerySet[Any], start: Model | None, key: str, since: str
) -> tuple[QuerySet[Any], str]:
    if start:
        moment = getattr(start, since)
        rows = rows.filter(Q(**{f"{since}__lt": moment}) | Q(**{since: moment}, pk__lt=start.pk))
    keys = list(rows.values_list(key, flat=True)[: atom.MAX_ENTRIES + 1])
    more = keys[atom.MAX_ENTRIES - 1] if len(keys) > atom.MAX_ENTRIES else ""
    return rows[: atom.MAX_ENTRIES], more


def _page(request: HttpRequest, name: str, after: str) -> atom.FeedPage:
    """The feed's own addresses; the filters in force are in its title."""
    params = request.GET.copy()
    params.pop("after", None)
    address = f"{site_of(request)}{request.path}"
    filters_ = params.urlencode()
    first = f"{address}?{filters_}" if filters_ else address
    values = ", ".join(value for _, values in params.lists() for value in values if value)
    more = f"{first}{'&' if filters_ else '?'}after={after}" if after else ""
    listed = address.replace(".atom", "/") + (f"?{filters_}" if filters_ else "")
    own_address = f"{site_of(request)}{request.get_full_path()}"
    return atom.FeedPage(
        f"On Record: {name}{': ' if values else ''}{values}", listed, first, own_address, more
    )


def _atom(feed: str) -> HttpResponse:
    return HttpResponse(feed, content_type="application/atom+xml; charset=utf-8")
