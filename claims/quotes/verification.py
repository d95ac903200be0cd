"""Verification of a quote, among all statements or in one article named by its hash.

Work is bounded, whatever is pasted: a limited number of candidates comes from the full-text index
within ``INDEX_TIMEOUT_SECONDS``, and only those are compared word by word. Words that an outlet
does not show are neither compared nor mentioned.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from time import monotonic
from typing import Any

from django.contrib.postgres.search import SearchQuery

from articles.models import Article, heavy_columns
from claims import rights
from claims.listing.conditions import for_statements
from claims.listing.search import searchable
from claims.models import Statement
from claims.quotes.candidates import any_combination, as_phrases, rarest_stems
from claims.quotes.comparison import count_words, find, most_similar, parts, readings
from claims.quotes.locations import MIN_RATIO, add_matches, find_in_article, find_spans, match_of
from claims.quotes.speech import speech_of
from claims.quotes.verdicts import StatementMatch, Verdict, VerificationResult
from claims.timeouts import QueryTimeout, statement_timeout

MAX_QUOTE_CHARS = 1_000
MIN_WORDS = 2  # of a quote that is looked for everywhere
INDEX_TIMEOUT_SECONDS = 2.0  # seconds for all full-text queries of one quote
# Statements fetched, compared word by word, and shown.
MAX_CANDIDATES, MAX_COMPARED, MAX_MATCHES = 300, 40, 10
MAX_STATEMENT_CHARS = 20_000  # of one statement that are compared
MAX_ARTICLES, MAX_TEXTS = 10, 30  # articles shown, texts compared
SHA256 = re.compile(r"[0-9a-f]{64}")


class InvalidQuestion(ValueError):
    """The question can't be answered; the message says what to change."""


def verify(quote: str) -> VerificationResult:
    """The quote among all statements that readers see, then in the texts of the articles."""
    return _best_result(_verify_everywhere(reading) for reading in readings(quote))


def _best_result(results: Iterable[VerificationResult]) -> VerificationResult:
    """The first in which the words are unchanged; else the first that has similar words."""
    others: list[VerificationResult] = []
    for result in results:
        if result.verdict == Verdict.UNCHANGED:
            return result
        others.append(result)
    return next((r for r in others if r.verdict == Verdict.CHANGED), others[0])


def _verify_everywhere(quote: str) -> VerificationResult:
    quote = clean_quote(quote)
    if count_words(quote) < MIN_WORDS:
        message = f"Give at least {MIN_WORDS} words; one alone is in too many places."
        raise InvalidQuestion(message)
    result = VerificationResult(quote)
    same = _unchanged_statements(quote, result)[:MAX_MATCHES]
    changed = _changed_statements(quote, result, same) if len(same) < MAX_MATCHES else []
    result.matches = [*(match_of(quote, statement) for statement in same), *changed]
    if not same:
        articles = _articles_with(quote, result)
        add_matches(quote, {a: find_spans(quote, a.text) for a in articles}, result)
    unchanged = result.unchanged
    matches = [*unchanged, *(match for match in result.matches if match.similarity)]
    result.matches = _with_page_fields(matches[:MAX_MATCHES])
    if unchanged or result.texts:
        result.verdict = Verdict.UNCHANGED
    elif changed:
        result.verdict = Verdict.CHANGED
    return result


def _unchanged_statements(quote: str, result: VerificationResult) -> list[Statement]:
    """Statements that have the words unchanged.

    Of a long text the index does not keep every place of every word, so that a phrase of them may
    not be found: then all that have the rarest words are looked through.
    """
    for query in _queries(quote):
        candidates = _candidates(query, result)
        if statements := [statement for statement in candidates if find(quote, statement.words)]:
            return statements
    return []


def _queries(quote: str) -> Iterator[SearchQuery]:
    yield as_phrases(quote)
    if stems := rarest_stems(quote):
        yield any_combination(stems, len(stems))


def verify_in(quote: str, sha256: str) -> VerificationResult:
    """The quote in the article whose text has this SHA-256, and in its newest text."""
    sha256 = sha256.strip().lower()
    if not SHA256.fullmatch(sha256):
        raise InvalidQuestion(
            "article= is the SHA-256 of an article's text: 64 digits and letters a–f."
        )
    articles = Article.objects.select_related("outlet").defer("raw", "search")
    article = articles.filter(text_sha256=sha256).first()
    if article is None:
        raise InvalidQuestion(
            "No article here has a text with this SHA-256. Check it, or leave it out."
        )
    result = _best_result(_in_text(clean_quote(reading), article) for reading in readings(quote))
    newest = article
    while newest.superseded_by_id:
        newest = articles.get(pk=newest.superseded_by_id)
    if newest != article:
        result.newer = _in_text(result.quote, newest)
    return result


def clean_quote(quote: str) -> str:
    quote = " ".join(quote.replace("\0", " ").split())
    if len(quote) > MAX_QUOTE_CHARS:
        message = f"The quote has {len(quote)} characters; {MAX_QUOTE_CHARS} is the most."
        raise InvalidQuestion(message)
    if not parts(quote):
        raise InvalidQuestion("The quote has no words.")
    return quote


def _in_text(quote: str, article: Article) -> VerificationResult:
    """What the text of one article says of the quote, as far as it is shown to readers."""
    result = VerificationResult(quote, article=article)
    if article.withdrawn_at:
        result.verdict = Verdict.WITHDRAWN
        return result
    if not rights.shows_text(article):
        result.verdict = Verdict.NOT_SHOWN
        return result
    spans, result.similarity = find_in_article(quote, article)
    if spans:
        result.verdict = Verdict.CHANGED if result.similarity else Verdict.UNCHANGED
        add_matches(quote, {article: spans}, result)
        result.matches = _with_page_fields(result.matches[:MAX_MATCHES])
    return result


def _page_queryset() -> Any:
    statements = Statement.objects.public().with_attribution()
    return statements.defer("search", *heavy_columns("article__"))


def _with_page_fields(matches: list[StatementMatch]) -> list[StatementMatch]:
    """The same with all that a page draws of their statements."""
    statements = _page_queryset().in_bulk([match.statement.pk for match in matches])
    return [
        replace(match, statement=statements[match.statement.pk])
        for match in matches
        if match.statement.pk in statements
    ]


def _changed_statements(
    quote: str, result: VerificationResult, exclude: list[Statement]
) -> list[StatementMatch]:
    """Statements that may be the same, changed; the most similar first.

    Those with all the rarest words come first, then those with three of them, then with two.
    """
    excluded = {statement.pk for statement in exclude}
    stems = rarest_stems(quote)
    for size in sorted({len(stems), 3, 2}, reverse=True):
        if 0 < size <= max(len(stems), 1) and stems:
            rows = _candidates(any_combination(stems, size), result)
            candidates = [statement for statement in rows if statement.pk not in excluded]
            if matches := _most_similar(quote, candidates):
                return matches
    return []


def _most_similar(quote: str, statements: Iterable[Statement]) -> list[StatementMatch]:
    words = set(_words(quote))
    by_shared_words = sorted(statements, key=lambda s: -len(words & set(_words(s.words))))
    pairs = [
        (most_similar(quote, statement.words[:MAX_STATEMENT_CHARS]), statement)
        for statement in by_shared_words[:MAX_COMPARED]
    ]
    similar = [pair for pair in pairs if pair[0].ratio >= MIN_RATIO]
    similar.sort(key=lambda pair: -pair[0].ratio)
    return [
        StatementMatch(row, similarity, speech_of(row, similarity.span))
        for similarity, row in similar
    ]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _candidates(query: SearchQuery, result: VerificationResult) -> list[Statement]:
    """Up to ``MAX_CANDIDATES`` statements with their words, of those whose words may be shown.

    Notes in the result if there may be more.
    """
    public = Statement.objects.public().filter(
        for_statements(searchable.statements()), search=query
    )
    ids = _ids_within_timeout(public.values_list("pk", flat=True)[: MAX_CANDIDATES + 1], result)
    if len(ids) > MAX_CANDIDATES:
        result.complete = False
    statements = Statement.objects.filter(pk__in=ids[:MAX_CANDIDATES]).order_by("-pk")
    return list(statements.only("words", "quotation"))


def _articles_with(quote: str, result: VerificationResult) -> list[Article]:
    """Articles in whose text the words stand, for a quote that is no statement of ours; only of
    texts that are shown whole."""
    public = searchable.shown_whole(Article.objects.public())
    for query in _queries(quote):
        ids = public.filter(search=query).order_by("-pk").values_list("pk", flat=True)
        found_ids = _ids_within_timeout(ids[: MAX_TEXTS + 1], result)
        if articles := _texts_with(quote, found_ids[:MAX_TEXTS]):
            return articles[:MAX_ARTICLES]
        if len(found_ids) > MAX_TEXTS:
            result.complete = False
    return []


def _texts_with(quote: str, ids: list[int]) -> list[Article]:
    articles = Article.objects.filter(pk__in=ids).select_related("outlet").defer("raw", "search")
    return [article for article in articles.order_by("-pk") if find(quote, article.text)]


def _ids_within_timeout(ids: Iterable[int], result: VerificationResult) -> list[int]:
    """The ids, or none if the database took too long; then the result is not complete."""
    milliseconds = int(1000 * (INDEX_TIMEOUT_SECONDS - monotonic() + result.start_time))
    if milliseconds <= 0:
        result.complete = False
        return []
    try:
        with statement_timeout(milliseconds):
            return list(ids)
    except QueryTimeout:
        result.complete = False
        return []
