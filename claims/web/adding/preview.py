"""A document as it would be stored: each line of the input, kept or left out with the reason."""

from dataclasses import dataclass

from articles.cleaning import CleanedArticle
from articles.ingest import PreparedArticle
from articles.models import Article, ExtractionState
from claims.web.adding.common import length_warning

MAX_LINES = 1_000  # of the input, on the page


@dataclass(frozen=True, slots=True)
class InputLine:
    """``reason`` is why cleaning leaves the line out; empty if it is kept."""

    text: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PreviewedArticle:
    article: Article
    outlet: str
    existing: Article | None
    superseded: Article | None
    lines: list[InputLine]
    removed_count: int
    notes: tuple[str, ...]
    length_warning: str

    @classmethod
    def of(cls, prepared: PreparedArticle) -> "PreviewedArticle":
        article, cleaned = prepared.article, prepared.cleaned
        is_searched = article.extraction == ExtractionState.PENDING and not prepared.existing
        current = Article.objects.at(article.url).filter(superseded_by=None)
        return cls(
            article,
            prepared.metadata.outlet,
            prepared.existing,
            current.only("slug", "title").first() if not prepared.existing else None,
            _lines(cleaned)[:MAX_LINES],
            len(cleaned.removed),
            prepared.notes,
            length_warning(article) if is_searched else "",
        )


def _lines(cleaned: CleanedArticle) -> list[InputLine]:
    """All lines of the input in their order."""
    lines = [(line.position, InputLine(line.text)) for line in cleaned.kept_lines]
    lines += [(part.position, InputLine(part.text, part.reason)) for part in cleaned.removed]
    return [line for _, line in sorted(lines, key=lambda pair: pair[0])]
