"""Who speaks a quotation, for the pronouns in it: those who speak call themselves "I"."""

from bisect import bisect_right
from collections.abc import Iterable

from claims.extraction.coreference.entities import Entity
from claims.extraction.coreference.entity_registry import EntityRegistry
from claims.extraction.parsing.spacy_pipeline import text_of
from claims.extraction.quotations import Quoted
from claims.extraction.spans import overlap
from claims.extraction.types import Link

MIN_WORDS, MAX_CHARS = 4, 80  # at least, of a quotation that is a sentence; read of it


def note(registry: EntityRegistry, links: Iterable[Link]) -> None:
    """Note where the source of each quotation of a whole sentence stands."""
    for link in links:
        for piece in link.content if link.source else ():
            number = registry.quotation(piece.start + 1)
            if number >= 0 and _is_sentence(registry, registry.quotations[number]):
                registry.quoted_sources.setdefault(number, link.source[0])


def _is_sentence(registry: EntityRegistry, quoted: Quoted) -> bool:
    """No mere “fine deal”, in which "his" can be the speaker's."""
    start = quoted.start + 1
    words = text_of(registry.doc)[start : start + MAX_CHARS].split()
    return len(words) >= MIN_WORDS and words[0][:1].isupper()


def speaker_of(registry: EntityRegistry, quotation: int) -> Entity | None:
    """Whose words a quotation is, as far as that is settled."""
    source = registry.quoted_sources.get(quotation)
    if source is None:
        return None
    place = bisect_right(registry.mentions, source.end - 1, key=lambda o: o.start)
    near = registry.mentions[max(0, place - 3) : place]
    return next((o.entity for o in reversed(near) if overlap(o, source)), None)
