"""Findings for tests of recording, in a text of their own."""

from claims.extraction.types import (
    Finding,
    Hop,
    MentionKind,
    PartyMention,
    QuotationKind,
    ReportingMode,
    Span,
    SpeakerMention,
)

TEXT = "“We agree,” Ann Chen of China told Daily News. “It is late,” she added. It rained."
CHEN = SpeakerMention(name="Ann Chen", kind=MentionKind.PERSON, party="cn", role="envoy")
LI = SpeakerMention(name="Bo Li", kind=MentionKind.PERSON, party="cn")
NEWS = SpeakerMention(name="Daily News", kind=MentionKind.OUTLET)


def finding(words: str = "We agree", *, text: str = TEXT, **fields: object) -> Finding:
    """What an extractor might find at the first place of ``words``."""
    start = text.index(words)
    defaults = {
        "content": (Span(start, start + len(words)),),
        "source": (Span(12, 20),),
        "cue": (Span(30, 34),),
        "quotation": QuotationKind.DIRECT,
        "mode": ReportingMode.SAID,
        "act": "says",
        "negated": False,
        "speaker": CHEN,
        "chain": (Hop(NEWS, (Span(35, 45),)),),
        "about": (PartyMention("cn", Span(24, 29)),),
        "confidence": 0.8,
    }
    return Finding(**(defaults | fields))
