"""Story copies: articles of one text, such as wire copy in many papers, and their leading article.

Each copy points to the leading article, which was published first of those that readers see.
"""

from datetime import date

from django.db.models import Q

from articles.models import Article
from articles.near_duplicates import are_copies, bands, shingles

MAX_CANDIDATES = 200  # articles with a band in common that are compared whole, the newest


def set_bands(article: Article) -> None:
    """Work out the bands by which copies of an unsaved article's text are found."""
    article.bands = bands(shingles(article.text))


def join_story(article: Article) -> list[Article]:
    """Put a public article among the copies of its text; all articles of the story, leading first.

    Empty where it has no copy. Call it under the lock of recording: of two that come at a time, the
    later one must see the earlier one.
    """
    others = _copies_of(article) if article.withdrawn_at is None else []
    if not (others or article.copy_of_id):
        return []
    keys = {article.pk, *(other.pk for other in others)}
    leads = {copy.copy_of_id for copy in (article, *others) if copy.copy_of_id}
    members = Article.objects.public().filter(Q(pk__in=keys | leads) | Q(copy_of__in=keys | leads))
    return _lead(list(members.only("published_on", "copy_of")))


def leave_story(article: Article) -> list[Article]:
    """Take an article that readers no longer see out of its story; the articles that stay in it."""
    if not (article.copy_of_id or article.copies.exists()):
        return []
    lead = article.copy_of_id or article.pk
    rest = Article.objects.public().filter(Q(pk=lead) | Q(copy_of=lead)).exclude(pk=article.pk)
    members = list(rest.only("published_on", "copy_of"))
    Article.objects.filter(pk=article.pk).update(copy_of=None)
    Article.objects.filter(copy_of=article.pk).update(copy_of=None)
    return _lead(members)


def _copies_of(article: Article) -> list[Article]:
    """The public articles whose text is this one's, cut, added to or in another order."""
    if not article.bands:
        return []
    candidates = Article.objects.public().filter(bands__overlap=article.bands)
    candidates = candidates.exclude(pk=article.pk).order_by("-pk").only("text", "copy_of")
    others = list(candidates[:MAX_CANDIDATES])
    if not others:
        return []
    hashes = shingles(article.text)
    return [other for other in others if are_copies(hashes, shingles(other.text))]


def _lead(members: list[Article]) -> list[Article]:
    """Make the earliest the leading article of the others; they come leading first."""
    if len(members) < 2:
        for alone in members:
            Article.objects.filter(pk=alone.pk).exclude(copy_of=None).update(copy_of=None)
        return []
    members.sort(key=lambda member: (member.published_on or date.max, member.pk))
    lead, *copies = members
    Article.objects.filter(pk=lead.pk).exclude(copy_of=None).update(copy_of=None)
    others = Article.objects.filter(pk__in=[copy.pk for copy in copies])
    others.exclude(copy_of=lead.pk).update(copy_of=lead.pk)  # NULL is excluded apart
    others.filter(copy_of=None).update(copy_of=lead.pk)
    return members
