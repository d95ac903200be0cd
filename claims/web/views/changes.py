"""Other texts of an article's story: versions of its page, copies in other papers, what changed."""

from dataclasses import dataclass, field

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.models import Article, heavy_columns
from claims.quotes.versions import compare_versions

MAX_VERSIONS = 50  # of a page, and copies, that are listed
DEFERRED_FIELDS = (*heavy_columns(), "bands")


@dataclass(frozen=True, slots=True)
class OtherTexts:
    """The versions of a page, oldest first, the article among them; copies, leading one first."""

    versions: list[Article] = field(default_factory=list)
    copies: list[Article] = field(default_factory=list)
    lead: Article | None = None

    @property
    def outlets(self) -> int:
        return len({copy.outlet_id for copy in self.copies})

    @property
    def groups(self) -> list[tuple[str, list[Article]]]:
        both = (("Versions of the page", self.versions), ("Copies in other papers", self.copies))
        return [(heading, texts) for heading, texts in both if texts]


def other_texts(article: Article) -> OtherTexts:
    """Two queries at most, one for most articles."""
    lead = article.copy_of_id or article.pk
    visible = (
        Article.objects.filter(withdrawn_at=None).select_related("outlet").defer(*DEFERRED_FIELDS)
    )
    versions: list[Article] = []
    if article.url:
        versions = list(visible.at(article.url).order_by("pk")[:MAX_VERSIONS])
    story = visible.filter(Q(pk=lead) | Q(copy_of=lead), superseded_by=None)
    copies = sorted(story[:MAX_VERSIONS], key=lambda copy: (copy.pk != lead, copy.pk))
    return OtherTexts(
        versions if len(versions) > 1 else [],
        copies if len(copies) > 1 else [],
        next((copy for copy in copies if copy.pk == article.copy_of_id), None),
    )


@require_safe
def changes(request: HttpRequest, slug: str) -> HttpResponse:
    """What changed from ``?from=`` to this article: else from the version before, or the lead."""
    articles = (
        Article.objects.select_related("outlet").filter(withdrawn_at=None).defer(*DEFERRED_FIELDS)
    )
    after = get_object_or_404(articles, slug=slug)
    others = other_texts(after)
    before = _before(after, others, request.GET.get("from", ""))
    context = {
        "article": after,
        "others": others,
        "before": before,
        "comparison": compare_versions(before, after) if before else None,
    }
    return render(request, "articles/changes.html", context)


def _before(after: Article, others: OtherTexts, slug: str) -> Article | None:
    """The text to compare with. Raises ``Http404`` for one that is none of the story."""
    choices = [text for text in (*others.versions, *others.copies) if text.pk != after.pk]
    if slug:
        match = next((text for text in choices if text.slug == slug), None)
        if match is None:
            raise Http404("That is not another text of this article.")
        return match
    earlier = [text for text in others.versions if text.pk < after.pk]
    return earlier[-1] if earlier else next(iter(choices), None)
