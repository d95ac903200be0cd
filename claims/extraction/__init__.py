"""Text in, findings out: who said what, through whom. Pure Python and spaCy, no Django.

The stages (``pipeline.py``): ``parsing`` (spaCy) → ``tagger`` (cues, sources, contents) → ``links``
(which of them belong together, through whom) → ``coreference`` (who) → ``acts``, ``parties``,
``quotations``. All offsets are code points into the text.
"""

from typing import TYPE_CHECKING, Any

from claims.extraction.types import Finding, Link, QuotationKind, Span

if TYPE_CHECKING:
    from claims.extraction.extractor import Extractor, extract, extract_all

__all__ = ["Extractor", "Finding", "Link", "QuotationKind", "Span", "extract", "extract_all"]


def __getattr__(name: str) -> Any:
    """Loads spaCy and onnxruntime only for whoever extracts: a web server's workers never do."""
    if name in ("Extractor", "extract", "extract_all"):
        from claims.extraction import extractor

        return getattr(extractor, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
