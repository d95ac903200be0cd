"""Locations of a quote in texts that may be shown, and whose words they are there."""

from collections.abc import Iterator
from itertools import islice

from articles.models import Article, Rights
from claims import rights
from claims.extraction.spans import any_overlap, merge
from claims.extraction.types import Span
from claims.models import Statement
from claims.quotes.comparison import Similarity, find, find_all, most_similar
from claims.quotes.speech import negation_before, speech_in_text, speech_of
from claims.quotes.verdicts import StatementMatch, TextMatch, VerificationResult

MAX_PLACES = 20  # of one text in which the words are looked at
MIN_RATIO = 0.5  # of words in common, above which it may be the same quote, changed
FIELDS = ("article", "content", "words", "quotation", "mode")  # of a statement, to place it


def add_matches(quote: str, texts: dict[Article, list[Span]], result: VerificationResult) -> None:
    """The statements that have the words at these places of texts, else the text itself."""
    statements = Statement.objects.in_texts().filter(article__in=texts).only(*FIELDS)
    for article, spans in texts.items():
        in_article = [statement for statement in statements if statement.article_id == article.pk]
        for span in spans:
            overlapping = [s for s in in_article if any_overlap(s.content, (span,))]
            complete = [s for s in overlapping if _holds_all(quote, span, s)]
            for statement in complete or overlapping:
                whole, similarity = bool(complete), result.similarity
                match = match_of(quote, statement, whole=whole, similarity=similarity)
                _add_match(result, match)
            if not overlapping and not result.similarity:
                _add_text(result, article, span)


def _holds_all(quote: str, span: Span, statement: Statement) -> bool:
    """Whether nothing of the words at this place lies outside of the statement."""
    inside = any(p.start <= span.start and span.end <= p.end for p in statement.content)
    return inside or find(quote, statement.words) is not None


def _add_match(result: VerificationResult, match: StatementMatch) -> None:
    """In the place of one that says less of the same statement."""
    of_statement = [m for m in result.matches if m.statement.pk == match.statement.pk]
    if not any(m.whole and not m.similarity for m in of_statement):
        others = [m for m in result.matches if m not in of_statement]
        result.matches = [*others, match]


def _add_text(result: VerificationResult, article: Article, span: Span) -> None:
    if article not in [text.article for text in result.texts]:
        speech = speech_in_text(article.text, span)
        result.texts.append(TextMatch(article, speech, negation_before(article.text, span)))


def match_of(
    quote: str, statement: Statement, *, whole: bool = True, similarity: Similarity | None = None
) -> StatementMatch:
    span = None if similarity else find(quote, statement.words)
    negation = negation_before(statement.words, span) if span else ""
    return StatementMatch(statement, similarity, speech_of(statement, span), whole, negation)


def find_in_article(quote: str, article: Article) -> tuple[list[Span], Similarity | None]:
    """Where the quote stands, or the most similar span of the text; only the former in excerpts."""
    spans = [
        Span(span.start + visible.start, span.end + visible.start)
        for visible in _visible_spans(article)
        for span in find_spans(quote, article.text[visible.start : visible.end])
    ]
    if not spans and rights.rights_of(article) == Rights.FULL:
        similar = most_similar(quote, article.text)
        if similar.ratio >= MIN_RATIO:
            return [similar.span], similar
    return spans[:MAX_PLACES], None


def find_spans(quote: str, text: str) -> list[Span]:
    return list(islice(find_all(quote, text), MAX_PLACES))


def _visible_spans(article: Article) -> Iterator[Span]:
    """What of its text readers may see: all of it, or what stands around each statement."""
    if rights.rights_of(article) == Rights.FULL:
        yield Span(0, len(article.text))
        return
    yield from merge(_windows(article))


def _windows(article: Article) -> list[Span]:
    statements = list(Statement.objects.in_texts().filter(article=article).only("start", "end"))
    for statement in statements:
        statement.article = article
    return [rights.window(statement) for statement in statements]
