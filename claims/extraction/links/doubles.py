"""One statement found twice: by its speaker and by "according to Xinhua", or by two cues."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from claims.extraction.links.link_neighbours import Neighbours, begin
from claims.extraction.noun_phrases import reader
from claims.extraction.noun_phrases.phrase import PhraseKind
from claims.extraction.parsing.spacy_pipeline import text_of
from claims.extraction.spans import any_contains, any_overlap, common_length, length
from claims.extraction.types import Link

MIN_COMMON_SHARE = 0.8  # share of common code points from which two contents are one statement
FIRST_PERSON = ("i", "we")


def merged(doc: Doc, links: Sequence[Link]) -> list[Link]:
    """One statement found twice, by its speaker's cue and by "according to Xinhua".

    The speaker keeps it, with whatever further pieces the other found.
    """
    around = Neighbours(links)
    changed: dict[int, Link | None] = {}
    for outer in links:
        if not _is_relay(doc, outer):
            continue
        for inner in around.of(outer):
            if id(inner) in changed or not _shares(doc, outer, inner):
                continue
            after = [p for p in outer.content if p.start >= inner.content[-1].end]
            changed[id(inner)] = replace(inner, content=(*inner.content, *after))
            changed[id(outer)] = None
            break
    merged = (changed.get(id(link), link) for link in links)
    return [link for link in merged if link is not None]


def _shares(doc: Doc, outer: Link, inner: Link) -> bool:
    """Does the inner statement, with a cue outside the outer content, share its first words?"""
    if not inner.cue or inner.source == outer.source or _is_relay(doc, inner):
        return False
    first = inner.content[0]
    shared = any_overlap(outer.content, (first,))
    return shared and not any_contains(outer.content, inner.cue[0])


def _is_relay(doc: Doc, link: Link) -> bool:
    cue = " ".join(text_of(doc)[p.start : p.end].lower() for p in link.cue)
    if not link.source or not cue.startswith(("according to", "per", "as per", "reported")):
        return False
    kinds = (PhraseKind.OUTLET, PhraseKind.PRESS, PhraseKind.DOCUMENT)
    return reader.read(doc, link.source[:1]).kind in kinds


def without_own_words(doc: Doc, links: Sequence[Link]) -> list[Link]:
    """Inside a quotation, "I can state that …" is the quoted speaker's own: no new statement."""
    around = Neighbours(links)

    def quoted_elsewhere(link: Link) -> bool:
        source = (
            text_of(doc)[link.source[0].start : link.source[-1].end].lower() if link.source else ""
        )
        return source in FIRST_PERSON and any(
            any_contains(other.content, link.content[0]) for other in around.of(link)
        )

    return [link for link in links if not quoted_elsewhere(link)]


def without_doubles(links: Sequence[Link]) -> list[Link]:
    """The surer of two links with one content, unless two sources are named."""
    survivors: list[Link] = []
    dropped: set[int] = set()
    around = Neighbours(links)
    ranks = {id(link): _rank(link) for link in links}
    for link in sorted(links, key=lambda link: -link.confidence):
        rank = ranks[id(link)]
        surer = (other for other in around.of(link) if ranks[id(other)] > rank)
        if any(id(other) not in dropped and _double(link, other) for other in surer):
            dropped.add(id(link))
        else:
            survivors.append(link)
    return sorted(survivors, key=lambda link: link.content[0].start)


def _rank(link: Link) -> tuple[float, int, int]:
    """The surer first; of two equally sure ones the longer, then the earlier."""
    return link.confidence, length(link.content), -begin(link)


def _double(link: Link, other: Link) -> bool:
    common = common_length(link.content, other.content)
    if not common:
        return False
    longer = max(length(link.content), length(other.content))
    cues = any_overlap(link.cue, other.cue)
    sources = not link.source or not other.source or link.source[0].start == other.source[0].start
    return common >= MIN_COMMON_SHARE * longer and (sources or cues)
