"""Is this quote unchanged? Looked up among the statements, or in one article named by its hash.

Work is bounded, whatever is pasted: a limited number of candidates comes from the full-text index
within ``PATIENCE``, and only those are compared word by word. Words that an outlet does not show
are neither compared nor told.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from time import monotonic
from typing import Any

from django.contrib.postgres.search import SearchQuery

from articles.models import Article
from claims import rights
from claims.listing.conditions import for_statements
from claims.listing.search import searchable
from claims.models import Statement
from claims.quotes.candidates import as_phrases, rarest_stems, together
from claims.quotes.comparison import count_words, find, nearest, parts, readings
from claims.quotes.locations import MIN_RATIO, add_places, match_of, places_in, spans_of
from claims.quotes.verdicts import Answer, Match, Verdict
from claims.timeouts import QueryTimeout, statement_timeout

LONGEST = 1_000  # characters of a quote
FEWEST = 2  # words of one that is looked for everywhere
PATIENCE = 2.0  # seconds for all that is asked of the full-text index
CANDIDATES, COMPARED, TOLD = 300, 40, 10  # statements fetched, compared word by word, told
COMPARABLE = 20_000  # characters of one statement
ARTICLES, TEXTS = 10, 30  # articles told, texts compared
SHA256 = re.compile(r"[0-9a-f]{64}")


class BadQuestion(ValueError):
    """The question can't be answered; the message says what to change."""


def verify(quote: str) -> Answer:
    """The quote among all statements that readers see, then in the texts of the articles."""
    return _best(_everywhere(reading) for reading in readings(quote))


def _best(answers: Iterable[Answer]) -> Answer:
    """The first in which the words are unchanged; else the first that knows words like them."""
    found: list[Answer] = []
    for answer in answers:
        if answer.verdict == Verdict.UNCHANGED:
            return answer
        found.append(answer)
    return next((one for one in found if one.verdict == Verdict.CHANGED), found[0])


def _everywhere(quote: str) -> Answer:
    quote = checked(quote)
    if count_words(quote) < FEWEST:
        raise BadQuestion(f"Give at least {FEWEST} words; one alone stands in too many places.")
    answer = Answer(quote)
    same = _same(quote, answer)[:TOLD]
    near = _nearest(quote, answer, without=same) if len(same) < TOLD else []
    answer.matches = [*(match_of(quote, one) for one in same), *near]
    if not same:
        found = {one: spans_of(quote, one.text) for one in _articles_with(quote, answer)}
        add_places(quote, found, answer)
    unchanged = answer.unchanged
    answer.matches = _drawn([*unchanged, *(m for m in answer.matches if m.likeness)][:TOLD])
    if unchanged or answer.texts:
        answer.verdict = Verdict.UNCHANGED
    elif near:
        answer.verdict = Verdict.CHANGED
    return answer


def _same(quote: str, answer: Answer) -> list[Statement]:
    """Statements that have the words unchanged.

    Of a long text the index does not keep every place of every word, so that a phrase of them may
    not be found: then all that have the rarest words are looked through.
    """
    for query in _queries(quote):
        found = _candidates(query, answer)
        if same := [one for one in found if find(quote, one.words)]:
            return same
    return []


def _queries(quote: str) -> Iterator[SearchQuery]:
    yield as_phrases(quote)
    if stems := rarest_stems(quote):
        yield together(stems, len(stems))


def verify_in(quote: str, sha256: str) -> Answer:
    """The quote in the article whose text has this SHA-256, and in its newest text."""
    sha256 = sha256.strip().lower()
    if not SHA256.fullmatch(sha256):
        raise BadQuestion(
            "article= is the SHA-256 of an article's text: 64 digits and letters a–f."
        )
    named = Article.objects.select_related("outlet").defer("raw", "search")
    article = named.filter(text_sha256=sha256).first()
    if article is None:
        raise BadQuestion(
            "No article here has a text with this SHA-256. Check it, or leave it out."
        )
    answer = _best(_in_text(checked(reading), article) for reading in readings(quote))
    newest = article
    while newest.superseded_by_id:
        newest = named.get(pk=newest.superseded_by_id)
    if newest != article:
        answer.newer = _in_text(answer.quote, newest)
    return answer


def checked(quote: str) -> str:
    quote = " ".join(quote.replace("\0", " ").split())
    if len(quote) > LONGEST:
        raise BadQuestion(f"The quote has {len(quote)} characters; {LONGEST} is the most.")
    if not parts(quote):
        raise BadQuestion("There is no word in the quote.")
    return quote


def _in_text(quote: str, article: Article) -> Answer:
    """What the text of one article says of the quote, as far as it is shown to readers."""
    answer = Answer(quote, article=article)
    if article.withdrawn_at:
        answer.verdict = Verdict.WITHDRAWN
        return answer
    if not rights.shows_text(article):
        answer.verdict = Verdict.NOT_SHOWN
        return answer
    spans, answer.likeness = places_in(quote, article)
    if spans:
        answer.verdict = Verdict.CHANGED if answer.likeness else Verdict.UNCHANGED
        add_places(quote, {article: spans}, answer)
        answer.matches = _drawn(answer.matches[:TOLD])
    return answer


def _shown() -> Any:
    heavy = ("search", "article__text", "article__raw", "article__search")
    return Statement.objects.public().with_attribution().defer(*heavy)


def _drawn(matches: list[Match]) -> list[Match]:
    """The same with all that a page draws of their statements."""
    drawn = _shown().in_bulk([match.statement.pk for match in matches])
    return [
        replace(match, statement=drawn[match.statement.pk])
        for match in matches
        if match.statement.pk in drawn
    ]


def _nearest(quote: str, answer: Answer, *, without: list[Statement]) -> list[Match]:
    """Statements that may be the same, changed; the likest first.

    Those with all the telling words come first, then those with three of them, then with two.
    """
    known = {one.pk for one in without}
    stems = rarest_stems(quote)
    for many in sorted({len(stems), 3, 2}, reverse=True):
        if 0 < many <= max(len(stems), 1) and stems:
            found = _candidates(together(stems, many), answer)
            if like := _likest(quote, [one for one in found if one.pk not in known]):
                return like
    return []


def _likest(quote: str, statements: Iterable[Statement]) -> list[Match]:
    words = set(_words(quote))
    sharing = sorted(statements, key=lambda one: -len(words & set(_words(one.words))))
    near = [(nearest(quote, one.words[:COMPARABLE]), one) for one in sharing[:COMPARED]]
    like = [(near, one) for near, one in near if near.ratio >= MIN_RATIO]
    return [Match(one, near) for near, one in sorted(like, key=lambda pair: -pair[0].ratio)]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _candidates(query: SearchQuery, answer: Answer) -> list[Statement]:
    """Up to ``CANDIDATES`` statements with their words, of those whose words may be shown.

    Notes in the answer if there may be more.
    """
    public = Statement.objects.public().filter(
        for_statements(searchable.statements()), search=query
    )
    found = _patiently(public.values_list("pk", flat=True)[: CANDIDATES + 1], answer)
    if len(found) > CANDIDATES:
        answer.complete = False
    statements = Statement.objects.filter(pk__in=found[:CANDIDATES]).order_by("-pk")
    return list(statements.only("words"))


def _articles_with(quote: str, answer: Answer) -> list[Article]:
    """Articles in whose text the words stand, for a quote that is no statement of ours; only of
    texts that are shown whole."""
    public = searchable.shown_whole(Article.objects.public())
    for query in _queries(quote):
        ids = public.filter(search=query).order_by("-pk").values_list("pk", flat=True)
        found = _patiently(ids[: TEXTS + 1], answer)
        if same := _texts_with(quote, found[:TEXTS]):
            return same[:ARTICLES]
        if len(found) > TEXTS:
            answer.complete = False
    return []


def _texts_with(quote: str, ids: list[int]) -> list[Article]:
    articles = Article.objects.filter(pk__in=ids).select_related("outlet").defer("raw", "search")
    return [one for one in articles.order_by("-pk") if find(quote, one.text)]


def _patiently(ids: Iterable[int], answer: Answer) -> list[int]:
    """The ids, or none if the database took too long; then the answer is not complete."""
    left = int(1000 * (PATIENCE - monotonic() + answer.begun))  # milliseconds
    if left <= 0:
        answer.complete = False
        return []
    try:
        with statement_timeout(left):
            return list(ids)
    except QueryTimeout:
        answer.complete = False
        return []
