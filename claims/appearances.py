"""Appearances: the same words in several copies of one text count once, and each stays listed.

The statement of the leading article stands for them; those of the copies point to it (``lead``) and
have no row in the statement index. Whoever stores, withholds or supersedes an article calls this.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby

from django.db.models import Q
from rapidfuzz import fuzz, process

from articles.models import Article
from articles.stories import join_story, leave_story, set_bands
from claims.models import Statement

MIN_SIMILARITY = 90  # of 100: where an editor has changed a word of a long quotation
MIN_CHARS = 30  # shorter words must be the same


def refresh(article: Article) -> None:
    """``update_story`` for an article that readers see now, ``leave`` for one they don't."""
    current = Article.objects.get(pk=article.pk)
    if current.withdrawn_at is None and current.superseded_by_id is None:
        update_story(current)
    else:
        leave(current)


def update_story(article: Article) -> None:
    """Find the copies of an article's text, and let each statement in them count once.

    The caller holds the lock of recording.
    """
    if not article.bands:  # a short text, or one stored before there were bands
        set_bands(article)
        if article.bands:
            Article.objects.filter(pk=article.pk).update(bands=article.bands)
    if article.url:
        for earlier in article.supersedes.exclude(copy_of=None, copies=None):
            leave(earlier)
    members = join_story(article)
    if members:
        _link(members, article)
    elif article.copy_of_id:
        _unlink(article)


def leave(article: Article) -> None:
    """Let an article that readers no longer see stand for no other; the rest is counted anew.

    The caller holds the lock of recording.
    """
    members = leave_story(article)
    Statement.objects.filter(lead__article=article).update(lead=None)
    _unlink(article)
    if members:
        _link(members, members[0])


def _unlink(article: Article) -> None:
    Statement.objects.filter(article=article).exclude(lead=None).update(lead=None)


def _link(members: list[Article], article: Article) -> None:
    """Set ``lead`` of the statements of a story, of which ``article`` was recorded or is new.

    A copy's statements alone are looked at, unless those of other articles rest on them.
    """
    order = {member.pk: place for place, member in enumerate(members)}
    statements = Statement.objects.filter(article__in=order).filter(
        Q(withdrawn_at=None) | Q(withdrawn_by__isnull=False)
    )
    is_copy = article.pk != members[0].pk
    if is_copy and not Statement.objects.filter(lead__article=article).exists():
        statements = statements.filter(Q(article=article) | Q(lead=None))
        order[article.pk] = len(order)
    rows = sorted(
        statements.only("words", "article", "start", "lead"),
        key=lambda row: (order[row.article_id], row.start, row.pk),
    )
    changed = []
    for row, lead in _matched(rows):
        if row.lead_id != lead:
            row.lead_id = lead
            changed.append(row)
    Statement.objects.bulk_update(changed, ["lead"], batch_size=1000)


def _matched(rows: Iterable[Statement]) -> Iterator[tuple[Statement, int | None]]:
    """Each statement with the one that stands for it; None for one that stands for itself.

    An article's second "Yes" belongs to the second one of the others.
    """
    heads: dict[int, str] = {}
    by_words: defaultdict[str, list[int]] = defaultdict(list)
    for _, group in groupby(rows, key=lambda row: row.article_id):
        free = dict(heads)
        for row in group:
            words = fold_words(row.words)
            lead = next((pk for pk in by_words[words] if pk in free), None) or _similar(words, free)
            if lead is None:
                heads[row.pk] = words
                by_words[words].append(row.pk)
            else:
                del free[lead]
            yield row, lead


def _similar(words: str, heads: dict[int, str]) -> int | None:
    if len(words) < MIN_CHARS:
        return None
    match = process.extractOne(words, heads, scorer=fuzz.ratio, score_cutoff=MIN_SIMILARITY)
    return match[2] if match else None


def fold_words(words: str) -> str:
    """Words as they are compared: without case and signs."""
    return " ".join(re.findall(r"\w+", words.casefold()))
