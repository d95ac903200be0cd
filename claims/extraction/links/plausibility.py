"""Links that report no words: deeds, counts, passives without a source, things, the page itself.

The tagger judges by the look of a sentence, and was trained on one genre: "stands for peace",
"402 cases were reported" and "we recommend wool socks" look like statements. Each predicate here
names one such kind. Quotation marks overrule most of them, for marks are words.
"""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from claims.extraction import acts, quotations
from claims.extraction.noun_phrases import lexicon, reader
from claims.extraction.noun_phrases.reader import Sort
from claims.extraction.parsing.spacy_pipeline import text_of
from claims.extraction.parsing.syntax import SUBJECTS, subject_of
from claims.extraction.spans import length
from claims.extraction.types import Link, QuotationKind

_CLAUSES = ("ccomp", "xcomp", "advcl", "acl", "relcl", "parataxis")
_MODALS = frozenset("will would could should may might must can shall ’ll 'll ’d 'd wo ca".split())
MIN_STAND_CHARS = 15  # of what somebody opposes or supports
_UNCERTAIN = 0.5  # a link without source stands from this confidence on


@dataclass(frozen=True, slots=True)
class Frames:
    """The word lists of ``no_speech.toml``; verbs in all forms, nouns in the singular."""

    deeds: frozenset[str]
    performances: frozenset[str]
    exhibits: frozenset[str]
    stands: frozenset[str]
    outcomes: frozenset[str]
    counted: frozenset[str]
    addressed: frozenset[str]
    things: frozenset[str]
    designs: frozenset[str]
    readers: frozenset[str]
    page: frozenset[str]


@cache
def frames() -> Frames:
    with (lexicon.DATA / "no_speech.toml").open("rb") as file:
        data = tomllib.load(file)
    verbs = {
        name: acts.verb_forms(table["verbs"]) for name, table in data.items() if "verbs" in table
    }
    return Frames(
        **verbs,
        things=frozenset(data["things"]["nouns"].split()),
        designs=frozenset(data["designs"]["nouns"].split()),
        readers=frozenset(data["page"]["readers"].split()),
        page=frozenset(data["page"]["speakers"].split()),
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """A link with what the predicates ask of it, read once."""

    doc: Doc
    link: Link
    cue: list[Token]
    verb: Token | None  # the verb of the cue that is no auxiliary
    is_quoted: bool  # some of the content stands in quotation marks

    @property
    def source_phrase(self) -> reader.Phrase | None:
        return reader.read(self.doc, self.link.source) if self.link.source else None

    @property
    def source_text(self) -> str:
        source = self.link.source
        return text_of(self.doc)[source[0].start : source[-1].end].lower() if source else ""


def reports_speech(doc: Doc, link: Link, quoted: bool) -> bool:
    """Whether a link is a statement; ``quoted`` says that it stands inside a quotation."""
    cue = [t for piece in link.cue for t in reader.tokens_of(doc, *piece) if not t.is_space]
    if not cue:
        return True
    verbs = [t for t in cue if t.tag_.startswith("VB") and t.dep_ not in ("aux", "auxpass")]
    kind = quotations.kind(text_of(doc), link.content)
    reading = _Reading(
        doc, link, cue, verbs[0] if verbs else None, kind is not QuotationKind.INDIRECT
    )
    if any(fails(reading) for fails in _ALWAYS):
        return False
    if reading.is_quoted:
        return True
    return quoted or not _is_page_speaking(reading) and not any(f(reading) for f in _UNQUOTED)


# Whatever marks there are ----------------------------------------------------------------------


def _is_asked(reading: _Reading) -> bool:
    """ "Kost was also asked about …", "when asked if …": the one asked did not ask."""
    verb = reading.verb
    if verb is None or verb.tag_ != "VBN" or verb.lower_ not in frames().addressed:
        return False
    if any(child.dep_ == "agent" for child in verb.children):
        return False
    subject = subject_of(verb) if verb.dep_ != "xcomp" else None
    bare = verb.dep_ in ("advcl", "acl", "dep", "ccomp", "ROOT") and subject is None
    return _is_passive(verb) or bare


def _is_count(reading: _Reading) -> bool:
    """ "Amir Said 1,018", "Said 1,018": a table has no statements."""
    words = [t for p in reading.link.content for t in reader.tokens_of(reading.doc, *p)]
    words = [t for t in words if not t.is_punct and not t.is_space]
    return bool(words) and all(t.like_num or t.text in "%$£€" for t in words)


def _is_performance(reading: _Reading) -> bool:
    """ "Exchanged views", "the choir sings “Tide Mass”"."""
    return reading.verb is not None and reading.verb.lower_ in frames().performances


def _is_name(reading: _Reading) -> bool:
    """ "Secretary: Amir Said": a name that is spelt like a verb."""
    if len(reading.cue) != 1 or not reading.cue[0].tag_.startswith("NNP"):
        return False
    cue = reading.cue[0]
    before = cue.nbor(-1) if cue.i else None
    return before is not None and before.tag_.startswith("NNP") and cue.text.istitle()


def _is_thing_speaking(reading: _Reading) -> bool:
    """ "The widget remembers", "the sign read “No more dams”": things say nothing themselves."""
    return bool(_heads(reading) & frames().things)


def _heads(reading: _Reading) -> set[str]:
    """The main word of a source that is no person, body or paper, in the singular."""
    phrase = reading.source_phrase
    if phrase is None or phrase.sort not in (Sort.OTHER, Sort.NAME):
        return set()
    return {phrase.head, *(lexicon.singular(word) for word in phrase.text.split()[-1:])}


# In the writer's words -------------------------------------------------------------------------


def _is_page_speaking(reading: _Reading) -> bool:
    """ "We choose not to lock you out": who writes the page speaks of it to its readers.

    With a clause ("I think that the dam is weak") somebody of an interview or a speech tells a
    view, which may be told on.
    """
    return reading.source_text in frames().page and not _has_clause(reading)


def _is_passive_without_source(reading: _Reading) -> bool:
    """ "402 cases were reported", "is expected to last": nobody is named who did it."""
    verb = reading.verb
    if verb is None or not _is_passive(verb) or verb.lower_ in ("quoted", "cited"):
        return False
    agents = [child for child in verb.children if child.dep_ == "agent"]
    if agents:
        return False
    subject = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
    source = reading.link.source
    own = subject is not None and any(p.start <= subject.idx < p.end for p in source)
    return not source or own or verb.lower_ in frames().counted


def _is_passive_deed(reading: _Reading) -> bool:
    """ "Was reported by court staff for his conduct", "is listed in": done, not said."""
    verb = reading.verb
    if verb is None or not _is_passive(verb) or verb.lower_ not in frames().counted:
        return False
    return not _has_clause(reading)


def _is_unsourced_guess(reading: _Reading) -> bool:
    return not reading.link.source and reading.link.confidence < _UNCERTAIN


def _is_deed(reading: _Reading) -> bool:
    """ "Stands for peace", "have imposed sanctions", "exchanged views on the dispute"."""
    verb = reading.verb
    if verb is None or _has_clause(reading):
        return False
    return verb.lower_ in frames().deeds and not _tells_by_noun(reading)


def _is_outcome(reading: _Reading) -> bool:
    """ "One plan would see it closed", "you will know that it is done"."""
    verb = reading.verb
    if verb is None or verb.lower_ not in frames().outcomes:
        return False
    modal = any(t.tag_ == "MD" or t.lower_ in _MODALS for t in verb.children)
    return modal


def _is_design(reading: _Reading) -> bool:
    """ "The plan calls for a second track", "a second scheme sees no building there"."""
    return bool(_heads(reading) & frames().designs) and not _has_that(reading)


def _has_that(reading: _Reading) -> bool:
    words = (t for p in reading.link.content for t in reader.tokens_of(reading.doc, *p)[:1])
    says = acts.act(" ".join(token.text for token in reading.cue)).name == "says"
    return says or any(t.lower_ == "that" for t in words)


def _is_exhibit(reading: _Reading) -> bool:
    """ "Depth and slope explain half of the variance"."""
    verb, phrase = reading.verb, reading.source_phrase
    if verb is None or phrase is None or verb.lower_ not in frames().exhibits:
        return False
    return phrase.sort is Sort.OTHER and not _has_clause(reading)


def _is_mere_stand(reading: _Reading) -> bool:
    """ "Opposes war": perhaps by deeds."""
    verb = reading.verb
    if verb is None or verb.lower_ not in frames().stands or _has_clause(reading):
        return False
    short = length(reading.link.content) < MIN_STAND_CHARS
    return short and reading.link.confidence < _UNCERTAIN


def _is_neither(reading: _Reading) -> bool:
    """ "Neither Kost nor Vos chose to elaborate on …": nobody said anything."""
    if not reading.source_text.startswith(("neither ", "nobody", "no one", "none of ")):
        return False
    return not _has_clause(reading)


def _addresses_readers(reading: _Reading) -> bool:
    """ "You will need to see it": a recipe speaks to its reader."""
    return reading.source_text in frames().readers and not _has_clause(reading)


_ALWAYS: tuple[Callable[[_Reading], bool], ...] = (
    _is_asked,
    _is_count,
    _is_performance,
    _is_name,
    _is_thing_speaking,
)
_UNQUOTED: tuple[Callable[[_Reading], bool], ...] = (
    _is_passive_without_source,
    _is_passive_deed,
    _is_unsourced_guess,
    _is_deed,
    _is_outcome,
    _is_design,
    _is_exhibit,
    _is_mere_stand,
    _is_neither,
    _addresses_readers,
)


# Syntax ----------------------------------------------------------------------------------------


def _is_passive(verb: Token) -> bool:
    passive = any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)
    return verb.tag_ == "VBN" and passive


def _has_clause(reading: _Reading) -> bool:
    """Whether the content holds a verb with a subject of its own, as clauses do."""
    for piece in reading.link.content:
        for token in reader.tokens_of(reading.doc, *piece):
            governed = token.dep_ in SUBJECTS and token.head not in reading.cue
            if governed and token.head.dep_ not in ("relcl", "acl"):
                return True
            if token.dep_ == "mark" and token.lower_ in ("that", "whether", "if"):
                return True
    return False


def _tells_by_noun(reading: _Reading) -> bool:
    """ "Issued a warning", "made the claim": the noun tells."""
    return any(acts.is_telling_noun(t.text) and t.tag_.startswith("NN") for t in reading.cue)
