"""Links of relays, whose sources speak for others: a press or paper, or a body's own account.

"Xinhua reported that Xi said …" only hands on what Xi said: such a link is a hop of the inner
statement's chain, and no statement.
"""

from spacy.tokens import Doc

from claims.extraction import acts
from claims.extraction.links.link_neighbours import Neighbours
from claims.extraction.links.passives import has_hearer
from claims.extraction.links.reporting_nouns import only_relays_noun_claim
from claims.extraction.noun_phrases import reader
from claims.extraction.noun_phrases.phrase import PhraseKind
from claims.extraction.parsing.syntax import main_verbs
from claims.extraction.spans import common_length, contains, hull, length, longest
from claims.extraction.types import Link, Span
from claims.extraction.word_lists import word_lists

# Of an outer statement's code points: it then says nothing but the inner one.
MIN_NESTED_SHARE = 0.8
_RELAYS = (PhraseKind.OUTLET, PhraseKind.PRESS, PhraseKind.DOCUMENT)
_BODIES = (PhraseKind.BODY, PhraseKind.NAME, PhraseKind.PARTY)
_PASSING_ON = word_lists().passing_on


def passes_on(doc: Doc, link: Link, around: Neighbours) -> bool:
    """Does this link only hand on another link's statement, from a press, paper or source?

    Then it is a hop of that statement's chain. What says more, or tells of somebody's thoughts
    ("surveys suggest that voters find …"), is a statement of its own.
    """
    if not link.cue:
        return False
    if not link.source:  # "The court heard that Lind told officers he slept"
        return has_hearer(doc, link) and any(
            _is_main(doc, link, other) and _is_all(doc, link, other) for other in around.of(link)
        )
    if only_relays_noun_claim(doc, link, around):
        return True
    cue = {token.lower_ for p in link.cue for token in reader.tokens_of(doc, p.start, p.end)}
    phrase = reader.read(doc, link.source)
    unnamed = phrase.kind is PhraseKind.ROLE and (phrase.plural or phrase.article == "a")
    if _reports_first(link) and any(acts.is_uttering(word) for word in cue):
        return False  # "the Examiner reported that Richards noted …": its own statement, nested
    if is_relay(doc, link) or unnamed and cue & _PASSING_ON:
        return any(
            _is_main(doc, link, other) and _is_all(doc, link, other) for other in around.of(link)
        )
    return False


def is_relay(doc: Doc, link: Link) -> bool:
    """Does its source speak for others: a press or paper, or a body named after their words?

    "Kost pledged to deepen trade, according to the ministry", "…, the ministry said".
    """
    if not link.source:
        return False
    kind = reader.read(doc, link.source).kind
    if kind in _RELAYS:
        return True
    return kind in _BODIES and (_is_by_way_of(doc, link) or not _reports_first(link))


def is_by_press(doc: Doc, link: Link) -> bool:
    """ "Takeda expects a higher bid, MarketWatch reported"."""
    if not link.source or _reports_first(link):
        return False
    if reader.read(doc, link.source).kind in (PhraseKind.OUTLET, PhraseKind.PRESS):
        return True
    cue = [token.lower_ for p in link.cue for token in reader.tokens_of(doc, *p)]
    named = reader.read(doc, link.source).kind is PhraseKind.NAME
    return named and any(word in ("reported", "reports", "report") for word in cue)


def is_body(doc: Doc, link: Link) -> bool:
    return bool(link.source) and reader.read(doc, link.source).kind in _BODIES


def _is_by_way_of(doc: Doc, link: Link) -> bool:
    """ "According to", "per", "as per"."""
    cue = [token.lower_ for p in link.cue for token in reader.tokens_of(doc, *p)]
    return bool(cue) and cue[0] in ("according", "per", "as")


def _reports_first(link: Link) -> bool:
    """Whether the cue stands before the words, as in "the Examiner reported that …"."""
    return bool(link.cue) and link.cue[0].start < link.content[0].start


def _is_main(doc: Doc, outer: Link, inner: Link) -> bool:
    """Is the inner statement's cue a main verb of the outer one's content, or most of it its?"""
    whole = whole_content(outer)
    if not inner.cue or not contains(whole, inner.cue[0]) or not contains(whole, inner.content[0]):
        return False
    verb = doc.char_span(*inner.cue[0], alignment_mode="expand")
    share = length(inner.content) / max(1, length(outer.content))
    return verb is not None and verb.root in main_verbs(doc, whole) or share > 0.5


def _is_all(doc: Doc, outer: Link, inner: Link) -> bool:
    """Does the inner one tell the words of another, nearly all that the outer one holds?"""
    cue = reader.tokens_of(doc, inner.cue[0].start, inner.cue[-1].end)
    uttered = any(acts.is_uttering(token.text) for token in cue) or is_by_press(doc, outer)
    if inner.source == outer.source or not uttered:
        return False
    whole = hull((*inner.source, *inner.cue, *inner.content))
    first, last = outer.content[0].start, outer.content[-1].end
    if first < whole.start and not _has_verb(doc, first, whole.start):
        whole = Span(first, whole.end)  # "*In a call on Monday,* Lind told Marsh that it is over"
    if whole.end < last and not _has_verb(doc, whole.end, last):
        whole = Span(whole.start, last)  # "“It is over,” Lind told *the Gazette*"
    return common_length(outer.content, (whole,)) > MIN_NESTED_SHARE * length(outer.content)


def _has_verb(doc: Doc, start: int, end: int) -> bool:
    return any(token.tag_[:2] in ("VB", "MD") for token in reader.tokens_of(doc, start, end))


def whole_content(link: Link) -> Span:
    """From the first piece of the content to the last, where the cue does not stand between."""
    whole = Span(link.content[0].start, link.content[-1].end)
    if any(contains(whole, piece) for piece in link.cue):
        return longest(link.content)
    return whole
