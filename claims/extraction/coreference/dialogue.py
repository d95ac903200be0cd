"""Who speaks on and who answers: "He added: …" is the speaker before, "she replied" not who asked.

Writers use a bare pronoun for whom they have just let speak, however many people he named.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from spacy.tokens import Doc, Token

from claims.extraction import acts
from claims.extraction.coreference.candidates import Anaphor, Candidate
from claims.extraction.coreference.entities import Entity, Mention
from claims.extraction.coreference.entity_registry import EntityRegistry
from claims.extraction.coreference.evidence import gender_fit
from claims.extraction.links.frames import frames
from claims.extraction.noun_phrases.lexicon import load, singular
from claims.extraction.parsing.syntax import SUBJECTS
from claims.extraction.spans import merge
from claims.extraction.types import Spans
from claims.extraction.word_lists import word_lists

MAX_SENTENCES = 1  # outside quotation marks, from the one speaking to the pronoun
MAX_MENTIONS = 40  # looked back over for the speaker before
MAX_CONJUNCTS = 4  # "he rose, coughed, sat down and said"
MIN_DOUBTFUL_FIT = -0.8  # a given name below is plainly of the other gender
CONTINUED_PROBABILITY = 0.92  # that the speaker before speaks on
_REPLYING = word_lists().replying


def speaker_before(
    registry: EntityRegistry, anaphor: Anaphor, candidates: Sequence[Candidate]
) -> int | None:
    """The number of the candidate who spoke last outside quotation marks, for "he" who says more.

    None where somebody else who may be meant has acted since, or where the last one asked.
    """
    verb = anaphor.token.head
    says = anaphor.is_source and anaphor.token.dep_ in SUBJECTS
    if anaphor.kind not in ("he", "she") or not says:
        return None
    if registry.quotation(anaphor.start) >= 0:
        return None
    numbers = {candidate.entity.number: n for n, candidate in enumerate(candidates)}
    if _is_behind_another(registry, anaphor, numbers):
        return None
    for mention in _main_mentions(registry, anaphor.start):
        if registry.sentences_told(mention.start, anaphor.start) > MAX_SENTENCES:
            return None
        number = numbers.get(mention.entity.number)
        fit = _fit(registry, anaphor, mention.entity)
        if number is None or fit < MIN_DOUBTFUL_FIT:
            continue
        if _is_asked(registry.doc[mention.token]) or _has_words(registry.doc[mention.token]):
            return number
        if verb.lower_ in _REPLYING:
            return None
        if fit < 0 or mention.token not in registry.outer_sources or _asks(registry, mention):
            return None
        return number
    return None


def _is_behind_another(
    registry: EntityRegistry, anaphor: Anaphor, numbers: Mapping[int, int]
) -> bool:
    """ "Lauer was blamed after *he* asked": somebody in the sentence itself may be meant."""
    sentence = registry.sentence(anaphor.start)
    for mention in islice(registry.before(anaphor.start), MAX_MENTIONS):
        if registry.sentence(mention.start) != sentence:
            return False
        if mention.entity.number in numbers and registry.quotation(mention.start) < 0:
            return True
    return False


def _fit(registry: EntityRegistry, anaphor: Anaphor, entity: Entity) -> float:
    """How well the given name's gender fits; a title tells all, one name alone often none."""
    if entity.gender or entity.anaphor_counts.get(anaphor.kind):
        return 0.0  # he was called "he" before, whatever his name looks like
    fit = gender_fit(registry, anaphor, entity)
    lone = not any(form.is_full for form in entity.forms)
    return 0.0 if lone and fit > MIN_DOUBTFUL_FIT else fit


def _is_asked(token: Token) -> bool:
    """ "*Lund* was pressed on the cost. He said": who was asked answers."""
    return token.dep_ == "nsubjpass" and token.head.lower_ in frames().addressed


def _has_words(token: Token) -> bool:
    """ "*Lund's* statement was brief. “It is late,” he said": whose words the sentence is about."""
    noun = token.head
    owns_subject = token.dep_ == "poss" and _acts(noun)
    return owns_subject and (
        acts.is_telling_noun(noun.text) or singular(noun.text) in load().documents
    )


def asker(
    registry: EntityRegistry, anaphor: Anaphor, candidates: Sequence[Candidate]
) -> int | None:
    """The number of the candidate who asked what the source of "she replied" answers."""
    if not anaphor.is_source or anaphor.token.head.lower_ not in _REPLYING:
        return None
    before = _main_mentions(registry, anaphor.start)
    last = next((m for m in before if m.token in registry.outer_sources), None)
    if last is None or not _asks(registry, last):
        return None
    numbers = (n for n, c in enumerate(candidates) if c.entity is last.entity)
    return next(numbers, None)


def _main_mentions(registry: EntityRegistry, position: int) -> Iterator[Mention]:
    """The sources and the subjects of main clauses outside quotation marks before a place."""
    for mention in islice(registry.before(position), MAX_MENTIONS):
        if registry.quotation(mention.start) >= 0:
            continue
        token = registry.doc[mention.token]
        if mention.token in registry.outer_sources or _acts(token) or _has_words(token):
            yield mention


def outer_sources(doc: Doc, sources: Mapping[int, Spans]) -> frozenset[int]:
    """The tokens of sources that stand in nobody else's words."""
    words = merge(piece for content in sources.values() for piece in content)
    starts = [piece.start for piece in words]

    def is_outer(token: int) -> bool:
        place = doc[token].idx
        number = bisect_right(starts, place) - 1
        return number < 0 or words[number].end <= place

    return frozenset(token for token in sources if is_outer(token))


def _acts(token: Token) -> bool:
    """Is it the subject of a main clause, or a name beside it ("her son *Wayne* lives")?"""
    while token.dep_ in ("appos", "compound") and token.head is not token:
        token = token.head
    return token.dep_ in SUBJECTS and _is_main(token.head)


def _is_main(verb: Token) -> bool:
    """Does a verb hang on no other, but as one of several or beside a quotation?"""
    for _ in range(MAX_CONJUNCTS):
        if verb.dep_ != "conj":
            break
        verb = verb.head
    return verb.dep_ in ("ROOT", "parataxis")


def _asks(registry: EntityRegistry, mention: Mention) -> bool:
    return acts.act(registry.doc[mention.token].head.text).name == "asks"
