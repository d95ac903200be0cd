"""Names that things bear: "a hill known as “the Peninsula”" tells a name and reports no words."""

import re

from claims.extraction.types import Link

MAX_NAME_WORDS = 6  # a name; what is longer says something
_NAMING = re.compile(
    r"\b(?:(?:is|was|are|were|be|been|also|widely|better|best|commonly|formerly|now)\s+)*"
    r"(?:known(?:\s+\w+){0,2}\s+as|nicknamed|entitled|so-called)\b|^(?:(?:is|was|are|were|now)\s+)*(?:titled|called|named|dubbed)$",
    re.IGNORECASE,
)
# "Locals know it as “the Comb”": the name stands in the content.
_KNOWING = re.compile(
    r"^(?:\w+\s+)?(?:know|knows|knew|known|refer|refers|referred)$", re.IGNORECASE
)
_AS_NAME = re.compile(r"(?:^|\s)as\s+[“\"'‘«„]?(?P<name>[^“”\"]+)[”\"'’»“]?[.,]?$")
_WORD = re.compile(r"\w+")


def names_only(link: Link, text: str) -> bool:
    """Whether a link only says what something is called."""
    cue = " ".join(text[piece.start : piece.end] for piece in link.cue)
    if _KNOWING.match(cue):
        name = _AS_NAME.search(text, link.content[-1].start, link.content[-1].end)
        return name is not None and len(_WORD.findall(name.group("name"))) <= MAX_NAME_WORDS
    if not _NAMING.search(cue) or (link.source and cue.lower() in ("called", "named", "dubbed")):
        return False
    last = link.content[-1]
    return len(_WORD.findall(text, last.start, last.end)) <= MAX_NAME_WORDS
