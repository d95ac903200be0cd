"""Pronouns and descriptions with the entities that they can mean, from GUM and GAP.

The entities, their mentions and all numbers are the product's own, made by the code that runs in
it; only which entity is right comes from the gold annotation.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from invented_mentions import InventedReport
from spacy.language import Language
from spacy.tokens import Doc

from claims.extraction.coreference import detection, entity_detection
from claims.extraction.coreference.candidates import Anaphor, Candidate, find_candidates
from claims.extraction.coreference.entities import Entity
from claims.extraction.coreference.entity_registry import EntityRegistry
from claims.extraction.coreference.evidence import candidate_features
from claims.extraction.links import normalize
from claims.extraction.parsing import spacy_pipeline
from claims.extraction.parsing.syntax import subtree
from claims.extraction.tagger.model import Tagger
from claims.extraction.types import MentionKind

Settle = Callable[[EntityRegistry, Anaphor], Entity | None]


@dataclass
class Choice:
    """One anaphor: the resolver's inputs, and which of its k candidates are right.

    ``wrong`` are those of which that is known; where none is right, nobody is.
    """

    kind: str
    inputs: dict[str, np.ndarray]
    right: np.ndarray
    wrong: np.ndarray


def of_gum(row: dict, nlp: Language, tagger: Tagger) -> Iterator[Choice]:
    """The anaphors of a document; those before each are settled as they should be."""
    registry = registry_of(row["text"], nlp, tagger)
    gold = _Gold(row, registry.doc)
    for anaphor in detection.anaphors(registry):
        if anaphor.kind in ("he", "she", "they", "it") and anaphor.token.i not in gold.heads:
            continue  # GUM leaves "it rains" out
        possible = find_candidates(registry, anaphor)
        if not possible:
            if anaphor.kind in ("noun", "body"):
                detection.introduce(registry, anaphor)
            continue
        right = np.array([gold.same(registry, candidate, anaphor) for candidate in possible])
        yield Choice(anaphor.kind, candidate_features(registry, anaphor, possible), right, ~right)
        if right.any():
            detection.settle(registry, anaphor, possible[int(right.argmax())].entity)
        elif anaphor.kind in ("noun", "body"):
            detection.introduce(registry, anaphor)


class _Gold:
    """The clusters of a document's tokens."""

    def __init__(self, row: dict, doc: Doc) -> None:
        self.heads: dict[int, int | None] = {}
        self._several: dict[int, int] = {}  # of "Ann and Bob", by the head of "Ann"
        mentions = [m for m in row["mentions"] if m.get("link") not in ("pred", "disc")]
        shortest: set[int] = set()
        for mention in sorted(mentions, key=lambda m: m["span"][1] - m["span"][0]):
            tokens = doc.char_span(*mention["head"], alignment_mode="expand")
            if tokens is None:
                continue
            words = row["text"][slice(*mention["span"])].split()
            joined = tokens.start in shortest and "and" in words
            for token in tokens:
                shortest.add(token.i)
                if joined:
                    self._several[token.i] = mention["cluster"]
                elif mention["cluster"] is not None or token.i not in self.heads:
                    self.heads[token.i] = mention["cluster"]

    def same(self, registry: EntityRegistry, candidate: Candidate, anaphor: Anaphor) -> bool:
        """Is a mention of this entity before the anaphor in the anaphor's cluster?"""
        cluster = self.heads.get(anaphor.token.i)
        if cluster is None:
            return False
        entity = candidate.entity
        clusters = self._several if entity.kind is MentionKind.GROUP else self.heads
        mentions = (o for o in registry.before(anaphor.start) if o.entity is entity)
        return any(clusters.get(o.token) == cluster for o in (candidate.last, *mentions))


def of_gap(row: dict, nlp: Language, tagger: Tagger, choose: Settle) -> Iterator[Choice]:
    """The one pronoun of a passage that is labelled; those before it are settled by ``choose``."""
    registry = registry_of(row["text"], nlp, tagger)
    for anaphor in detection.anaphors(registry):
        if anaphor.start > row["pronoun-offset"]:
            return
        if anaphor.start < row["pronoun-offset"]:
            if (entity := choose(registry, anaphor)) is not None:
                detection.settle(registry, anaphor, entity)
            elif anaphor.kind in ("noun", "body"):
                detection.introduce(registry, anaphor)
            continue
        possible = find_candidates(registry, anaphor)
        if possible:
            right, wrong = named(registry, row, possible)
            yield Choice(
                anaphor.kind, candidate_features(registry, anaphor, possible), right, wrong
            )


def named(
    registry: EntityRegistry, row: dict, possible: list[Candidate]
) -> tuple[np.ndarray, np.ndarray]:
    """Which candidates are the passage's right names (k,), and which its wrong ones (k,)."""
    right, wrong = np.zeros(len(possible), dtype=bool), np.zeros(len(possible), dtype=bool)
    for name in "ab":
        start, end = row[f"{name}-offset"], row[f"{name}-offset"] + len(row[name])
        entities = {
            o.entity.number
            for o in registry.mentions
            if o.start < end and start < o.end and o.entity.kind is not MentionKind.GROUP
        }
        is_name = np.array([candidate.entity.number in entities for candidate in possible])
        if row[f"{name}-coref"]:
            right |= is_name
        else:
            wrong |= is_name
    return right, wrong & ~right


def registry_of(text: str, nlp: Language, tagger: Tagger) -> EntityRegistry:
    """The article's entities, its pronouns and descriptions not yet resolved."""
    doc = spacy_pipeline.read(nlp, text)
    return entity_detection.build(doc, normalize.tidy(doc, tagger.links(doc)))


def of_report(report: InventedReport, nlp: Language, tagger: Tagger) -> Iterator[Choice]:
    """The anaphors of an invented report."""
    registry = registry_of(report.text, nlp, tagger)
    referents_at = {start: referents for start, _, referents in report.mentions}
    for anaphor in detection.anaphors(registry):
        possible = find_candidates(registry, anaphor)
        start = min(anaphor.start, subtree(anaphor.token).start)
        referents = referents_at.get(start, referents_at.get(anaphor.start))
        if referents is None or not possible:
            if anaphor.kind in ("noun", "body"):
                detection.introduce(registry, anaphor)
            continue
        right = np.array(
            [_is_referent(registry, report, candidate.entity, referents) for candidate in possible]
        )
        yield Choice(anaphor.kind, candidate_features(registry, anaphor, possible), right, ~right)
        if right.any():
            detection.settle(registry, anaphor, possible[int(right.argmax())].entity)


def of_marked(article: dict, nlp: Language, tagger: Tagger, choose: Settle) -> Iterator[Choice]:
    """The anaphors in sources of a marked report (marked_reports.py) of which is known who it is.

    Those elsewhere are settled by ``choose``.
    """
    registry = registry_of(article["text"], nlp, tagger)
    speakers = {
        place: attribution["speaker"]
        for attribution in article["attributions"]
        for start, end in attribution["source"]
        for place in range(start, end)
    }
    for anaphor in detection.anaphors(registry):
        possible = find_candidates(registry, anaphor)
        speaker = words(speakers.get(anaphor.token.idx, ""))
        right = np.array([_is_called(candidate.entity, speaker) for candidate in possible], bool)
        is_new = speaker and anaphor.kind in ("noun", "body") and not _share(possible, speaker)
        if right.any() or (is_new and possible):
            inputs = candidate_features(registry, anaphor, possible)
            yield Choice(anaphor.kind, inputs, right, ~right)
        if right.any():
            detection.settle(registry, anaphor, possible[int(right.argmax())].entity)
        elif is_new:
            detection.introduce(registry, anaphor)
        elif (entity := choose(registry, anaphor)) is not None:
            detection.settle(registry, anaphor, entity)
        elif anaphor.kind in ("noun", "body"):
            detection.introduce(registry, anaphor)


def words(name: str) -> set[str]:
    """The words that tell who is named."""
    plain = name.replace("’s", "").replace("'s", "").lower()
    return set(re.findall(r"\w+", plain)) - {"the", "a", "an", "mr", "mrs", "ms", "dr", "sir"}


def _share(possible: list[Candidate], speaker: set[str]) -> bool:
    """Does any candidate share a word with the speaker's name?"""
    return any(words(candidate.entity.name) & speaker for candidate in possible)


def _is_called(entity: Entity, speaker: set[str]) -> bool:
    """Does the entity, or every member of it, bear words of this name?"""
    parts = [words(part.name) for part in entity.members or [entity]]
    if not speaker or not all(parts):
        return False
    whole = set().union(*parts)
    return whole <= speaker or (len(parts) == 1 and speaker <= whole)


def _is_referent(
    registry: EntityRegistry, report: InventedReport, entity: Entity, referents: str
) -> bool:
    parts = entity.members or [entity]
    expected = {referents[k : k + 2] for k in range(0, len(referents), 2)}
    named = {
        who
        for part in parts
        for start, end, who in report.names
        if any(o.entity is part and o.start < end and start < o.end for o in registry.mentions)
    }
    return bool(expected) and named == expected
