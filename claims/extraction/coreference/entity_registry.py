"""The entities of an article: everybody and everything in it that words can belong to, and where.

Made before any statement is looked at, from names, parties and descriptions in the whole text.
Mentions of an entity are antecedents for pronouns and for "the official", "the ministry".
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from itertools import islice, pairwise

import numpy as np
from spacy.attrs import IDX, SENT_START
from spacy.tokens import Doc, Token

from claims.extraction import acts
from claims.extraction.coreference import short_names
from claims.extraction.coreference.entities import (
    HONORIFICS_OF_WOMEN,
    OFFICES_OF_BOTH,
    Entity,
    Mention,
)
from claims.extraction.folding import fold_word
from claims.extraction.noun_phrases import lexicon as nouns
from claims.extraction.noun_phrases import person_names
from claims.extraction.noun_phrases.person_names import Likeness, Name
from claims.extraction.noun_phrases.phrase import NounPhrase
from claims.extraction.parsing.spacy_pipeline import quotations_of, text_of, token_numbers, words_of
from claims.extraction.parsing.syntax import SUBJECTS, is_addressed, token_at
from claims.extraction.spans import overlap
from claims.extraction.types import MentionKind, Span
from claims.extraction.word_lists import word_lists

MAX_SENTENCES_BETWEEN = 60  # of a quotation that parts two mentions
_TITLES_IN_FULL = word_lists().titles_in_full


class EntityRegistry:
    """An article's entities, and their mentions in text order."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.entities: list[Entity] = []
        self.mentions: list[Mention] = []
        self.families: dict[str, list[Entity]] = {}
        self.by_key: dict[object, Entity] = {}  # groups, parties, descriptions by their key
        self.organisations: dict[str, list[Entity]] = {}  # by the first word of the name
        self.short_names = short_names.defined_in(text_of(doc))  # initials → what they stand for
        self.by_initials: dict[str, set[Entity]] = {}
        self.accounts: dict[str, Entity] = {}  # who last said something in a statement, by its noun
        self._sentences = _sentence_starts(doc)
        self._paragraphs = [0, *_line_ends(doc)]
        self.quotations = quotations_of(doc)
        self._quotation_starts = [quoted.start for quoted in self.quotations]
        self.quoted_sources: dict[int, Span] = {}  # by the number of the quotation
        self.outer_sources: frozenset[int] = frozenset()  # tokens; none stands in others' words

    def note_initials(self, body: Entity) -> None:
        """So that "the FLP" is found to be the Foln Labour Party."""
        if letters := short_names.initials(body.name):
            self.by_initials.setdefault(letters, set()).add(body)

    def sentence(self, position: int) -> int:
        return bisect_right(self._sentences, position)

    def sentences_told(self, position: int, other: int) -> int:
        """How many sentences begin between two places outside quotation marks.

        At most ``MAX_SENTENCES_BETWEEN`` are looked at; where more begin they all count.
        """
        starts = self._sentences[self.sentence(position) : self.sentence(other)]
        if len(starts) > MAX_SENTENCES_BETWEEN:
            return len(starts)
        return sum(self.quotation(start) < 0 for start in starts)

    def paragraph(self, position: int) -> int:
        return bisect_right(self._paragraphs, position)

    def quotation(self, position: int) -> int:
        """The number of the quotation that a place stands in, -1 outside."""
        number = bisect_right(self._quotation_starts, position) - 1
        return number if number >= 0 and position < self.quotations[number].end else -1

    def new(self, name: str, kind: MentionKind, **more: object) -> Entity:
        entity = Entity(name, kind, len(self.entities), **more)  # type: ignore[arg-type]
        self.entities.append(entity)
        return entity

    def add_mention(self, span: Span, entity: Entity, token: Token | None = None) -> None:
        """Note a mention, keeping text order."""
        following = text_of(self.doc)[span.end : span.end + 2]
        possessor = following[:1] in ("’", "'") and following[1:].strip() in ("s", "")
        touched = token_numbers(self.doc, *span)
        if token is None:
            token = token_at(self.doc, span)
        mention = Mention(
            span.start,
            span.end,
            entity,
            _is_subject(token),
            possessor,
            touched.start if touched else 0,
            touched.stop - 1 if touched else 0,
            token.i if token is not None else 0,
            _speaks(token),
            token is not None and token.tag_ in ("PRP", "PRP$"),
            bool(touched) and is_addressed(self.doc, touched),
        )
        place = bisect_right(self.mentions, span.start, key=lambda o: o.start)
        self.mentions.insert(place, mention)
        self._note_name(span, entity, mention)

    def _note_name(self, span: Span, entity: Entity, mention: Mention) -> None:
        if mention.pronoun or entity.named_chars >= span.end - span.start:
            return
        entity.named_chars = span.end - span.start
        entity.named_at = mention.first

    def settle(self, span: Span, entity: Entity, token: Token) -> None:
        """Note who a source is, in place of what stood there as a description."""
        for number in self._overlapping(span):
            mention = self.mentions[number]
            if mention.entity is not entity and not mention.entity.named:
                self.mentions[number] = replace(mention, entity=entity)
            return
        self.add_mention(span, entity, token)

    def hand_over(self, span: Span, name: str, entity: Entity) -> None:
        """Note who is meant where somebody of this name was taken to stand: "the *CS*"."""
        for number in self._overlapping(span):
            mention = self.mentions[number]
            if mention.entity.name == name:
                self.mentions[number] = replace(mention, entity=entity)

    def before(self, position: int) -> Iterator[Mention]:
        """Mentions that end before ``position``, nearest first."""
        place = bisect_right(self.mentions, position, key=lambda o: o.start)
        for number in range(place - 1, -1, -1):
            if self.mentions[number].end <= position:
                yield self.mentions[number]

    def after(self, position: int) -> Iterator[Mention]:
        """Mentions that begin after ``position``, nearest first."""
        place = bisect_right(self.mentions, position, key=lambda o: o.start)
        return islice(self.mentions, place, None)

    def has_mention(self, span: Span) -> bool:
        """Does a mention already stand there?"""
        return next(self._overlapping(span), None) is not None

    def _overlapping(self, span: Span) -> Iterator[int]:
        """The numbers of the last mentions that stand there."""
        place = bisect_right(self.mentions, span.end - 1, key=lambda o: o.start)
        for number in range(max(0, place - 3), place):
            if overlap(self.mentions[number], span):
                yield number

    # People -------------------------------------------------------------------------------

    def person(self, phrase: NounPhrase) -> Entity:
        """The entity whom this phrase with a person's name is about, made if new."""
        name = person_names.parse(phrase.name)
        entity = self._person_called(name, phrase)
        if entity is None:
            entity = self.new(name.display, MentionKind.PERSON)
            for key in {name.family, name.keys[0], name.keys[-1], *name.family.split("-")}:
                self.families.setdefault(key, []).append(entity)
        if name not in entity.forms:
            entity.forms.append(name)
            entity.aliases.add(name.display)
            entity_name = person_names.parse(entity.name)
            fuller = (len(name.keys), len(name.display)) > (len(entity_name.keys), len(entity.name))
            # "Petrov" is no fuller form of "Anna", whoever her husband is.
            if fuller and person_names.likeness(name, entity_name) is not Likeness.NONE:
                entity.name = name.display
        entity.learn(phrase)
        return entity

    def _person_called(self, name: Name, phrase: NounPhrase) -> Entity | None:
        scored = []
        for entity in self._called(name):
            full = max(entity.forms, key=lambda form: len(form.keys))
            like = person_names.likeness(name, full)
            short, longer = sorted((name, full), key=lambda form: len(form.keys))
            # Not "Ida Lund Hammers Bank" in a headline, where Lund has said something.
            if person_names.begins(short, longer) and short.keys[-1] not in self._lone_words:
                like = Likeness.FULL
            if like is Likeness.NONE or like is Likeness.GIVEN and full.is_full and name.is_full:
                continue
            fits = self._fits(entity, phrase)
            if fits < 0 and like is not Likeness.FULL:
                continue
            last = self._last_mention(entity, phrase.span.start)
            scored.append(((like, fits, last, -entity.number), entity))
        return max(scored, key=lambda row: row[0])[1] if scored else None

    @cached_property
    def _lone_words(self) -> frozenset[str]:
        """The capital words, folded, that stand behind no other one."""
        words = words_of(self.doc)
        return frozenset(
            fold_word(word)
            for before, word in pairwise(["", *words])
            if word[:1].isupper() and not before[:1].isupper()
        )

    def _last_mention(self, entity: Entity, position: int) -> int:
        """Where an entity was mentioned last before a place, -1 if it was not."""
        mentions = islice(self.before(position), 200)
        return next((o.start for o in mentions if o.entity is entity), -1)

    def _called(self, name: Name) -> list[Entity]:
        entities: dict[int, Entity] = {}
        for key in (name.family, name.keys[0], name.keys[-1]):
            for entity in self.families.get(key, ()):
                entities[entity.number] = entity
        return list(entities.values())

    def _fits(self, entity: Entity, phrase: NounPhrase) -> int:
        """How well a title beside a surname fits: "Mayor Harlan" is the Harlan who is mayor."""
        words = set(f"{phrase.role} {phrase.words}".lower().replace(".", "").split())
        if not words:
            return 0
        words |= {_TITLES_IN_FULL[word] for word in words if word in _TITLES_IN_FULL}
        lexicon = nouns.load()
        gender = "f" if words & lexicon.feminine else "m" if words & lexicon.masculine else ""
        if gender and entity.gender and gender != entity.gender:
            by_office = entity.heads & OFFICES_OF_BOTH and words & HONORIFICS_OF_WOMEN
            return 0 if by_office else -1
        return 1 if phrase.head in entity.heads or words & entity.words else 0

    def ambiguous(self, entity: Entity, name: str) -> bool:
        """Could this short name be another entity's as well?"""
        parsed = person_names.parse(name)
        if parsed.is_full:
            return False
        alike = [
            other
            for other in self._called(parsed)
            if other is not entity
            and person_names.likeness(parsed, other.forms[0]) >= Likeness.FAMILY
        ]
        return bool(alike)

    # Groups -------------------------------------------------------------------------------

    def group(self, entities: list[Entity]) -> Entity:
        """The group of these entities, in order of appearance."""
        ordered = sorted(set(entities), key=lambda entity: entity.number)
        key = tuple(entity.number for entity in ordered)
        if key in self.by_key:
            return self.by_key[key]
        called = [entity.name for entity in ordered]
        name = ", ".join(called[:-1]) + " and " + called[-1] if len(called) > 1 else called[0]
        self.by_key[key] = self.new(name, MentionKind.GROUP, members=ordered, plural=True)
        return self.by_key[key]


def _speaks(token: Token | None) -> bool:
    """ "Sova said", "according to Sova"."""
    if token is None:
        return False
    verb = token.head
    if token.dep_ == "pobj" and verb.lower_ == "to":
        return verb.head.lower_ == "according"
    return token.dep_ == "nsubj" and acts.is_uttering(verb.text)


def _is_subject(token: Token | None) -> bool:
    return token is not None and token.dep_ in SUBJECTS


def _sentence_starts(doc: Doc) -> list[int]:
    """Where sentences begin; a line end is one too."""
    places = doc.to_array([IDX, SENT_START]).astype(np.int64).reshape(-1, 2)
    starts = set(places[places[:, 1] == 1, 0].tolist())
    return sorted(starts | set(_line_ends(doc)) | {0})


def _line_ends(doc: Doc) -> list[int]:
    """Where the white space that ends a line is over."""
    breaks = (doc[n] for n, word in enumerate(words_of(doc)) if "\n" in word)
    return [token.idx + len(token) for token in breaks]
