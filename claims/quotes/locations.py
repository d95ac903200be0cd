"""Where in texts that may be shown the words of a quote stand, and whose they are there."""

from collections.abc import Iterator
from functools import partial
from itertools import islice

from articles.models import Article, Rights
from claims import rights
from claims.extraction.types import Span
from claims.models import Statement
from claims.quotes.comparison import Likeness, find, nearest, places
from claims.quotes.speech import negation_before, speech_in_text, speech_of
from claims.quotes.verdicts import Answer, Match, TextMatch

MAX_PLACES = 20  # of one text in which the words are looked at
MIN_RATIO = 0.5  # of words in common, from which on it may be the same, changed
PLACED = ("article", "content", "words", "quotation", "mode")  # of a statement, to place it


def add_places(quote: str, texts: dict[Article, list[Span]], answer: Answer) -> None:
    """The statements that have the words at these places of texts, else the text itself."""
    statements = Statement.objects.public().filter(article__in=texts).only(*PLACED)
    for article, spans in texts.items():
        own = [one for one in statements if one.article_id == article.pk]
        for span in spans:
            there = [one for one in own if any(map(partial(_overlap, span), one.content))]
            whole = [one for one in there if _has_all(quote, span, one)]
            for one in whole or there:
                _add(answer, match_of(quote, one, whole=bool(whole), likeness=answer.likeness))
            if not there and not answer.likeness:
                _add_text(answer, article, span)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _has_all(quote: str, span: Span, statement: Statement) -> bool:
    """Whether nothing of the words at this place lies outside of the statement."""
    inside = any(p.start <= span.start and span.end <= p.end for p in statement.content)
    return inside or find(quote, statement.words) is not None


def _add(answer: Answer, match: Match) -> None:
    """In the place of one that says less of the same statement."""
    others = [one for one in answer.matches if one.statement.pk != match.statement.pk]
    same = [one for one in answer.matches if one.statement.pk == match.statement.pk]
    if not any(one.whole and not one.likeness for one in same):
        answer.matches = [*others, match]


def _add_text(answer: Answer, article: Article, span: Span) -> None:
    if article not in [text.article for text in answer.texts]:
        speech = speech_in_text(article.text, span)
        answer.texts.append(TextMatch(article, speech, negation_before(article.text, span)))


def match_of(
    quote: str, statement: Statement, *, whole: bool = True, likeness: Likeness | None = None
) -> Match:
    span = None if likeness else find(quote, statement.words)
    negation = negation_before(statement.words, span) if span else ""
    return Match(statement, likeness, speech_of(statement, span), whole, negation)


def places_in(quote: str, article: Article) -> tuple[list[Span], Likeness | None]:
    """Where the quote stands, or the likest stretch of the text; only the former in excerpts."""
    spans = [
        Span(found.start + shown.start, found.end + shown.start)
        for shown in _stretches(article)
        for found in spans_of(quote, article.text[shown.start : shown.end])
    ]
    if not spans and rights.rights_of(article) == Rights.FULL:
        near = nearest(quote, article.text)
        if near.ratio >= MIN_RATIO:
            return [near.span], near
    return spans[:MAX_PLACES], None


def spans_of(quote: str, text: str) -> list[Span]:
    return list(islice(places(quote, text), MAX_PLACES))


def _stretches(article: Article) -> Iterator[Span]:
    """What of its text readers may see: all of it, or what stands around each statement."""
    if rights.rights_of(article) == Rights.FULL:
        yield Span(0, len(article.text))
        return
    start = end = -1
    for one in sorted(_windows(article)):
        if one.start > end:
            if end > start:
                yield Span(start, end)
            start, end = one
        end = max(end, one.end)
    if end > start:
        yield Span(start, end)


def _windows(article: Article) -> list[Span]:
    found = list(Statement.objects.public().filter(article=article).only("start", "end"))
    for one in found:
        one.article = article
    return [rights.window(one) for one in found]
