"""Text in, findings out: who said what, through whom. Pure Python and spaCy, no Django.

The stages, one a file: ``parse`` (spaCy) → ``tagger`` (cues, sources, contents) → ``nesting`` →
``cast`` and ``speakers`` (who) → ``chain`` (through whom) → ``acts``, ``parties``, ``quotations``
→ ``assembly`` (findings, confidence). All offsets are code points into the text.
"""

from claims.extraction.extractor import Extractor, extract, extract_all
from claims.extraction.findings import Finding, Link, Quotation, Span

__all__ = ["Extractor", "Finding", "Link", "Quotation", "Span", "extract", "extract_all"]
