"""Who a source is: from the words that name it to an entity of the article."""

from bisect import insort
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from claims.extraction import parties
from claims.extraction.coreference import (
    descriptions,
    detection,
    documents,
    entity_detection,
    explicit,
    gate,
    new_people,
    non_persons,
)
from claims.extraction.coreference.answers import (
    INFERRED_FACTOR,
    UNCLEAR_FACTOR,
    UNRESOLVED_FACTOR,
    Answer,
    answer_from,
)
from claims.extraction.coreference.entities import Entity
from claims.extraction.coreference.resolver import MentionResolver, Resolution
from claims.extraction.coreference.source_phrases import SourcePhrases
from claims.extraction.noun_phrases import lexicon, reader
from claims.extraction.noun_phrases.phrase import NounPhrase, PhraseKind
from claims.extraction.parsing.syntax import token_at
from claims.extraction.types import Link, MentionKind, Span, Spans

MIN_OWNED_PROBABILITY = 0.75  # the resolver's; "his aide" mostly brings in somebody new
_TWO = frozenset({"two", "both"})
_FIRST_PERSON = frozenset({"1"})


class Resolver:
    """Resolves the sources of one article in text order, each knowing who spoke before."""

    def __init__(self, doc: Doc, links: Sequence[Link], mentions: MentionResolver) -> None:
        self.doc = doc
        self.registry = entity_detection.build(doc, links)
        self._mentions = mentions
        self._resolved = mentions.resolve_all(self.registry, self._source_tokens(links))
        self.speakers: list[tuple[int, Entity]] = []
        person_words = frozenset(
            part for entity in self.registry.entities for form in entity.forms
            for key in form.keys for part in (key, *key.split("-"))
            if entity.kind is MentionKind.PERSON
        )  # fmt: skip
        self._phrases = SourcePhrases(doc, person_words)

    def _source_tokens(self, links: Sequence[Link]) -> dict[int, Spans]:
        """The head words of the links' sources, and of the names in them, with what each says."""
        tokens: dict[int, Spans] = {}
        for link in links:
            spans = link.source[:1]
            if spans and (name := reader.read(self.doc, spans).name_span):
                spans = (*spans, name)
            roots = (token_at(self.doc, span) for span in spans)
            tokens.update((root.i, link.content) for root in roots if root is not None)
        return tokens

    def speaker(self, link: Link, remember: bool = True) -> Answer:
        """Who the link's source is; remembered as having spoken there, unless it only relays."""
        source = link.source if link.speaker is None else link.speaker
        if not source:
            return Answer(None)
        # Neither its words nor its cue are part of the source, whatever the parser hangs there.
        answer = self.resolve(source, tuple(sorted((*link.content, *link.cue))))
        if answer.entity is not None and not gate.is_possible_speaker(answer.entity):
            note = f"“{answer.entity.name}” is nobody who can speak."
            return Answer(None, UNRESOLVED_FACTOR, (*answer.notes, note))
        if answer.entity is not None:
            answer.entity.only_for_they = False  # "two crew members": who speaks is no thing
        if remember and answer.entity is not None:
            place = (link.source or link.content)[0].start
            documents.note_account(self.registry, link, answer.entity)
            insort(self.speakers, (place, answer.entity), key=lambda row: row[0])
        return answer

    def resolve(self, source: Spans, content: Spans = ()) -> Answer:
        """Who a phrase names; ``content`` is the statement it is the source of, if any."""
        phrase = self._phrases.read(source, content)
        answer = self._resolve_phrase(phrase, content)
        root = token_at(self.doc, phrase.name_span or phrase.span)
        if answer.entity is not None and root is not None:
            self.registry.settle(Span(root.idx, root.idx + len(root)), answer.entity, root)
        return answer

    def _resolve_phrase(self, phrase: NounPhrase, content: Spans) -> Answer:
        position = phrase.span.start
        for settle in explicit.SETTLERS:
            if (entity := settle(self.registry, phrase, position)) is not None:
                return Answer(entity, INFERRED_FACTOR)
        if phrase.text.lower() == "one":  # "Fans are split. *One* wrote"
            phrase = replace(phrase, words="one of them", head="two", one_of=True)
            if descriptions.several(self.registry, phrase, position) is None:
                return Answer(None, UNRESOLVED_FACTOR)
            return Answer(new_people.one_of(self.registry, phrase, position), INFERRED_FACTOR)
        match phrase.kind:
            case PhraseKind.PRONOUN:
                return self._pronoun(phrase)
            case PhraseKind.PERSON if phrase.name in self.registry.short_names:
                return Answer(self._organisation(replace(phrase, kind=PhraseKind.NAME, head="")))
            case PhraseKind.PERSON:
                return self._named(phrase)
            case PhraseKind.SEVERAL:
                return self._several(phrase, content)
            case PhraseKind.PARTY:
                return self._party_or_namesake(phrase, content)
            case PhraseKind.OUTLET | PhraseKind.NAME:
                return Answer(self._organisation(phrase))
            case PhraseKind.PRESS:
                return Answer(descriptions.press(self.registry, phrase, position))
            case PhraseKind.BODY:
                return self._body(phrase, content)
            case PhraseKind.DOCUMENT:
                return self._document(phrase, content)
        return self._role(phrase, content)

    def _pronoun(self, phrase: NounPhrase) -> Answer:
        if reader.PRONOUNS[phrase.head] in _FIRST_PERSON:
            return Answer(None, UNRESOLVED_FACTOR, (f"It is not clear who “{phrase.text}” is.",))
        root = token_at(self.doc, phrase.span)
        resolution = self._resolved.get(root.i) if root is not None else None
        if resolution is None or resolution.entity is None:
            antecedent = explicit.several_before(self.registry, phrase.span.start)
            if phrase.head == "it":
                antecedent = explicit.speaking_on(self.registry, self.speakers, phrase.span.start)
            if phrase.head == "both":
                pair = replace(phrase, head="two")
                antecedent = descriptions.group(self.registry, pair, phrase.span.start)
            if antecedent is not None and phrase.head in ("it", "they", "both"):
                return Answer(antecedent, INFERRED_FACTOR)
            return Answer(None, 0.5, (f"It is not clear who “{phrase.text}” is.",))
        return answer_from(phrase, resolution.entity, resolution.probability)

    def _named(self, phrase: NounPhrase) -> Answer:
        entity = self.registry.person(phrase)
        if self.registry.ambiguous(entity, phrase.name):
            note = f"Several people here are called {phrase.name}; taken for {entity.name}."
            return Answer(entity, 0.7, (note,))
        if not any(form.is_full for form in entity.forms):
            entity.certain = False
            return Answer(entity, 0.9, (f"Only “{entity.name}” is named here.",))
        return Answer(entity)

    def _several(self, phrase: NounPhrase, content: Spans) -> Answer:
        parts = [self.resolve((part,), content).entity for part in phrase.parts]
        entities = [entity for entity in parts if entity is not None]
        if len(set(entities)) < 2:
            return Answer(entities[0] if entities else None)
        return Answer(self.registry.group(entities))

    def _party_or_namesake(self, phrase: NounPhrase, content: Spans) -> Answer:
        """ "Georgia said": doubtful where a Georgia Marsh is named, too."""
        entity, namesake = self._party(phrase), explicit.namesake(self.registry, phrase)
        if namesake is None:
            return Answer(entity)
        note = f"{entity.name} or {namesake.name} may be meant."
        person = explicit.is_first_person(self.registry, content)
        return Answer(namesake if person else entity, UNCLEAR_FACTOR, (note,))

    def _party(self, phrase: NounPhrase) -> Entity:
        match = parties.load().whole(phrase.name)
        if match is None:
            return non_persons.party_entity(self.registry, phrase.name, phrase.party)
        name = non_persons.party_name(phrase.name, match)
        return non_persons.party_entity(self.registry, name, match.code)

    def _organisation(self, phrase: NounPhrase) -> Entity:
        return non_persons.organisation(self.registry, phrase)

    def _owner(self, phrase: NounPhrase, content: Spans) -> Entity | None:
        """Whose ministry, spokesman or statement it is."""
        if phrase.owner is None or phrase.owner == phrase.span:
            return None
        owner = self._phrases.read_as_it_stands((phrase.owner,))
        if owner.kind is PhraseKind.OTHER or owner.span == phrase.span:
            return None
        return self._resolve_phrase(owner, content).entity

    def _body(self, phrase: NounPhrase, content: Spans) -> Answer:
        twosome = phrase.plural and _TWO & set(phrase.text.lower().split())
        if twosome and (states := descriptions.two_states(self.registry, phrase)):
            return Answer(states)
        if (body := descriptions.brought_in(self.registry, phrase, phrase.span.start)) is not None:
            return Answer(body)
        root = token_at(self.doc, phrase.span)
        resolution = self._resolved.get(root.i) if root is not None else None
        if (
            resolution is not None
            and resolution.entity
            and descriptions.is_firm(phrase, resolution.entity)
        ):
            answer = answer_from(phrase, resolution.entity, resolution.probability)
            if descriptions.is_beside_firm(self.registry, resolution.entity, phrase.span.start):
                answer = replace(answer, factor=min(answer.factor, UNCLEAR_FACTOR))
            return answer
        owner = self._owner(phrase, content)
        return Answer(descriptions.body(self.registry, phrase, phrase.span.start, owner))

    def _document(self, phrase: NounPhrase, content: Spans) -> Answer:
        if reader.PRONOUNS.get(phrase.text.partition(" ")[0].lower()) in _FIRST_PERSON:
            return Answer(None, UNRESOLVED_FACTOR)  # "my statement": of whoever is speaking
        owner = self._owner(phrase, content) or self._issuer(phrase)
        vague = owner is None and documents.is_vague(self.registry, phrase)
        entity = documents.document(self.registry, phrase, phrase.span.start, owner)
        entity.heads.add(phrase.head)
        if vague and entity.kind is MentionKind.DOCUMENT:
            return Answer(entity, UNCLEAR_FACTOR, (f"It is not clear whose “{phrase.text}” is.",))
        return Answer(entity)

    def _issuer(self, phrase: NounPhrase) -> Entity | None:
        """ "A White House readout", "the Chinese statement": whose document by its adjective."""
        match = next(parties.load().matches(phrase.words), None)
        if match is None or match.start > 0 or match.end >= len(phrase.words):
            return None
        named = phrase.words[match.start : match.end]
        return self._party(
            NounPhrase(phrase.span, named, PhraseKind.PARTY, name=named, party=match.code)
        )

    def _role(self, phrase: NounPhrase, content: Spans) -> Answer:
        position = phrase.span.start
        if phrase.one_of:
            return Answer(new_people.one_of(self.registry, phrase, position))
        owner = self._owner(phrase, content) if phrase.article == "own" else None
        if phrase.plural:
            return self._people(phrase, position, owner)
        if phrase.article in ("the", "own"):
            resolution = self._description(phrase)
            holder = explicit.holder(self.registry, phrase, position, resolution.entity)
            if holder is not None and owner is None and resolution.entity is not holder:
                return Answer(holder, INFERRED_FACTOR)
            if resolution.entity is not None and explicit.is_stranger(resolution.entity, phrase):
                resolution = Resolution(None, 0.0)
            least = MIN_OWNED_PROBABILITY if phrase.article == "own" else 0.0
            if resolution.entity is not None and resolution.probability >= least:
                return answer_from(phrase, resolution.entity, resolution.probability)
            if entity := descriptions.person(self.registry, phrase, position, owner):
                return Answer(entity, 0.7, (f"“{phrase.text}” is taken for {entity.name}.",))
            of_body = owner is None or owner.kind is not MentionKind.PERSON
            newcomer = self._newcomer(phrase, position, owner) if of_body else None
            if phrase.article == "own" and (entity := newcomer):
                note = f"{entity.name}, named only later, is taken for “{phrase.text}”."
                return Answer(entity, 0.7, (note,))
        elif phrase.words.lower() == phrase.head and phrase.text.lower().startswith("one "):
            if descriptions.several(self.registry, phrase, position):
                return Answer(new_people.one_of(self.registry, phrase, position))
        elif phrase.article == "a" and (entity := self._later(phrase, position)):
            return Answer(entity, 0.8, (f"{entity.name} is named only later.",))
        elif explicit.is_bare(self.registry, phrase):
            return self._bare(phrase)
        if owner is None and descriptions.is_bare_spokesperson(phrase):
            owner = descriptions.employer(self.registry, position)
            if owner is not None:
                return Answer(new_people.spokesperson(self.registry, phrase, owner), 0.85)
        described = new_people.of_owner(self.registry, phrase, owner)
        if phrase.article == "the":
            return Answer(described, UNCLEAR_FACTOR, (f"It is not clear who “{phrase.text}” is.",))
        return Answer(described)

    def _bare(self, phrase: NounPhrase) -> Answer:
        """ "*Dike keeper* tells court of flood": who is named below, if one alone is called so."""
        holders = descriptions.holders(self.registry, phrase)
        note = f"It is not clear who “{phrase.text}” is."
        if len(holders) == 1:
            return Answer(holders[0], INFERRED_FACTOR)
        return Answer(non_persons.describe(self.registry, phrase), UNCLEAR_FACTOR, (note,))

    def _description(self, phrase: NounPhrase) -> Resolution:
        """Who the resolver takes a definite description of one person for."""
        root = token_at(self.doc, phrase.span)
        if root is None:
            return Resolution(None, 0.0)
        if root.i not in self._resolved:
            anaphor = replace(detection.described(root, phrase), is_source=True)
            self._resolved[root.i] = self._mentions.resolve(self.registry, anaphor)
        return self._resolved[root.i]

    def _newcomer(self, phrase: NounPhrase, position: int, owner: Entity | None) -> Entity | None:
        entity = descriptions.newcomer(self.registry, position)
        if entity is not None:
            entity.learn(phrase)
            entity.party = entity.party or (owner.party if owner else "")
        return entity

    def _later(self, phrase: NounPhrase, position: int) -> Entity | None:
        """ "A spokeswoman said … The spokeswoman, Hanne Dahl, denied": one and the same."""
        if len(phrase.words.split()) > 1 or phrase.head in lexicon.load().loose:
            return None
        after = [
            entity
            for entity in self.registry.entities
            if phrase.head in entity.heads and entity.kind is MentionKind.PERSON
            and any(start > position and role == phrase.words for start, role in entity.roles)
        ]  # fmt: skip
        return after[0] if len(after) == 1 else None

    def _people(self, phrase: NounPhrase, position: int, owner: Entity | None) -> Answer:
        counted = bool(_TWO & set(phrase.text.lower().split())) and phrase.article != "a"
        twosome = counted or phrase.head == "two"
        if twosome and (entity := descriptions.group(self.registry, phrase, position)):
            return Answer(entity)
        if phrase.article == "the" and (
            entity := descriptions.several(self.registry, phrase, position)
        ):
            return Answer(entity)
        bare = phrase.article == "the" and phrase.words.lower() == phrase.text.lower()[4:]
        single = bare and len(phrase.words.split()) == 1
        return Answer(
            new_people.of_owner(self.registry, phrase, owner), UNCLEAR_FACTOR if single else 1.0
        )
