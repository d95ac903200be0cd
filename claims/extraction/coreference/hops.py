"""Who a hop of a chain is. What was told words, or reported them, is an outlet, known or not."""

from dataclasses import replace

from claims.extraction.coreference import descriptions
from claims.extraction.coreference import non_persons as members
from claims.extraction.coreference.entities import Member
from claims.extraction.coreference.sources import Resolver
from claims.extraction.links.media import is_used_as_press
from claims.extraction.noun_phrases import lexicon, reader
from claims.extraction.noun_phrases.reader import Sort
from claims.extraction.types import MentionKind, Spans


def hop(resolver: Resolver, spans: Spans, content: Spans) -> Member | None:
    """The member that a hop's words name, ``None`` if they name nobody."""
    phrase = reader.read(resolver.doc, spans)
    if not is_used_as_press(resolver.doc, phrase.span):
        return resolver.resolve(spans, content).member
    if phrase.sort is Sort.BODY and phrase.head in lexicon.load().outlets:
        return descriptions.press(resolver.cast, phrase, phrase.span.start)  # "the agency"
    if phrase.sort is Sort.ROLE and phrase.text.istitle() and " " not in phrase.text:
        outlet = replace(phrase, sort=Sort.OUTLET, name=phrase.text, head="")
        return members.organisation(resolver.cast, outlet)  # "told People"
    member = resolver.resolve(spans, content).member
    if member is None or member.party or member.kind is not MentionKind.INSTITUTION:
        return member
    if member.named and not member.heads & lexicon.load().institutions:
        member.kind = MentionKind.OUTLET
    return member
