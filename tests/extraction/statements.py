"""Whole texts through the tagger and all rules: whose words are found, and through whom."""

from typing import NamedTuple

from claims.extraction import pipeline
from claims.extraction.types import Finding
from tests.extraction.reading import nlp, tagger


class Told(NamedTuple):
    """A statement as a test tells it: by names and words."""

    speaker: str
    content: str
    via: tuple[str, ...] = ()


def findings(text: str) -> list[Finding]:
    doc = nlp()(text)
    return pipeline.findings(doc, tagger().links(doc), tagger().resolver)


def told(text: str) -> list[Told]:
    """The statements of a text, contents without marks at their ends."""
    return [
        Told(
            finding.speaker.name if finding.speaker else "",
            " … ".join(
                text[start:end].strip("“”„»«\"'‘’「」,. ") for start, end in finding.content
            ),
            tuple(hop.speaker.name for hop in finding.chain),
        )
        for finding in findings(text)
    ]
