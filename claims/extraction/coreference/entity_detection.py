"""Who and what an article holds: people first, then parties, organisations, descriptions."""

import re
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from claims.extraction import parties
from claims.extraction.coreference import descriptions, plural_entities, quotation_sources
from claims.extraction.coreference.entities import Entity, EntityRegistry, token_at
from claims.extraction.coreference.non_persons import (
    DESCRIBED,
    describe,
    organisation,
    party_entity,
    party_name,
)
from claims.extraction.folding import fold_word
from claims.extraction.noun_phrases import lexicon as nouns
from claims.extraction.noun_phrases import person_names, reader
from claims.extraction.noun_phrases.phrase import NounPhrase, PhraseKind
from claims.extraction.parsing.spacy_pipeline import text_of, words_of
from claims.extraction.parsing.syntax import in_headline, subtree
from claims.extraction.types import Link, MentionKind, Span

_KIN = re.compile(r" and (his|her) (\w+),? $")


def build(doc: Doc, links: Iterable[Link] = ()) -> EntityRegistry:
    """The entities of a parsed article: people first, then parties, organisations, descriptions.

    The sources of its links are read too: there stand names that the entity recogniser missed.
    """
    registry, links = EntityRegistry(doc), list(links)
    quotation_sources.note(registry, links)
    people = [phrase for ent in doc.ents if (phrase := _person_phrase(doc, ent))]
    people += _unrecognised(doc)
    sources = [reader.read(doc, link.source) for link in links if link.source]
    people += [phrase for phrase in sources if phrase.kind is PhraseKind.PERSON]
    firms = {ent[0].text for ent in doc.ents if ent.label_ == "ORG" and len(ent) > 1}
    people = [phrase for phrase in people if phrase.name not in firms]
    people.sort(key=lambda phrase: (not person_names.parse(phrase.name).is_full, phrase.span.start))
    for phrase in people:
        assert phrase.name_span is not None
        entity = registry.person(phrase)
        _note_kin(registry, phrase, entity)
        _note_office(registry, phrase, entity)
        if not registry.covered(phrase.name_span):
            registry.at(phrase.name_span, entity, token_at(doc, phrase.name_span))
    _surnames(registry)
    plural_entities.note_families(registry)
    _parties(registry)
    _organisations(registry)
    plural_entities.add_peoples(registry)
    _descriptions(registry)
    plural_entities.add_groups(registry)
    return registry


def _note_office(registry: EntityRegistry, phrase: NounPhrase, entity: Entity) -> None:
    """ "The envoy, Ida Holm, …": the description before a name is hers."""
    assert phrase.name_span is not None
    root = token_at(registry.doc, phrase.name_span)
    if phrase.head or root is None or root.dep_ != "appos" or root.head.i > root.i:
        return
    noun = nouns.singular(root.head.text)
    if noun in nouns.load().persons and root.head.tag_ == "NN":
        entity.heads.add(noun)
        entity.words.update(t.lower_ for t in root.head.lefts if t.tag_[:2] in ("NN", "JJ"))


def _note_kin(registry: EntityRegistry, phrase: NounPhrase, entity: Entity) -> None:
    """ "Boris Petrov and his wife, Anna": he is a man, and she may be "Mrs Petrov"."""
    assert phrase.name_span is not None
    start = phrase.name_span.start
    match = _KIN.search(text_of(registry.doc)[max(0, start - 40) : start])
    other = next(iter(registry.before(start)), None) if match else None
    if match is None or other is None or other.entity.kind is not MentionKind.PERSON:
        return
    other.entity.gender = other.entity.gender or ("m" if match[1] == "his" else "f")
    lexicon = nouns.load()
    entity.gender = entity.gender or (
        "f" if match[2] in lexicon.feminine else "m" if match[2] in lexicon.masculine else ""
    )
    family = other.entity.forms[0].family
    if match[2] in ("wife", "husband") and not entity.forms[0].is_full:
        entity.forms.append(person_names.parse(f"{entity.name} {family}"))
        registry.families.setdefault(family, []).append(entity)


def _unrecognised(doc: Doc) -> Iterator[NounPhrase]:
    """First name and surname that the entity recogniser left out: the surname comes again alone."""
    words = words_of(doc)
    capital = [n for n, word in enumerate(words) if word[:1].isupper()]
    lone = {words[n] for n in capital if n == 0 or not words[n - 1][:1].isupper()}
    for token in (doc[n] for n in capital if n and words[n] in lone):
        if token.tag_ != "NNP" or token.ent_type_:
            continue
        first = token.nbor(-1)
        before = first.nbor(-1) if first.i else None
        alone = before is None or not before.text[:1].isupper() or before.is_space
        if (
            first.tag_[:2] == "NN"
            and not first.ent_type_
            and first.text.istitle()
            and alone
            and not in_headline(token)
        ):
            span = Span(first.idx, token.idx + len(token))
            both = {nouns.singular(first.text), nouns.singular(token.text)}
            lexicon = nouns.load()
            if not both & (lexicon.institutions | lexicon.titles | lexicon.places):
                yield NounPhrase(
                    span, text_of(doc)[slice(*span)], PhraseKind.PERSON,
                    name=text_of(doc)[slice(*span)], name_span=span,
                )  # fmt: skip


def _person_phrase(doc: Doc, entity: SpacySpan) -> NounPhrase | None:
    """A PERSON entity with the title before it and the apposition after it, if it is a name."""
    # "Mayor Odessa Harlan" is a person to whatever the recogniser takes her for.
    other = entity.label_ in ("ORG", "GPE", "FAC")
    if (
        entity.label_ != "PERSON"
        and not other
        or "\n" in entity.text.strip()
        or in_headline(entity[0])
    ):
        return None
    left = min(_title_start(doc, entity.start), _compound_start(entity))
    right = _apposition_end(doc, entity.end)
    span = Span(doc[left].idx, doc[right - 1].idx + len(doc[right - 1]))
    phrase = reader.read(doc, (span,))
    if other and (phrase.kind is not PhraseKind.PERSON or not phrase.head):
        return None
    if phrase.kind is not PhraseKind.PERSON or phrase.name_span is None:
        span = Span(entity.start_char, entity.end_char)
        phrase = reader.read(doc, (span,))
    if phrase.kind is not PhraseKind.PERSON or phrase.name_span is None:
        return None
    following = doc[entity.end] if entity.end < len(doc) else None
    noun = following is not None and following.tag_ in ("NN", "NNS") and following.text.islower()
    if noun and entity.root.dep_ in ("compound", "nmod", "amod"):
        return None  # "a Biden administration official" is no mention of Biden
    inside = list(parties.load().matches(text_of(doc), *phrase.name_span))
    return None if any(match.start > phrase.name_span.start for match in inside) else phrase


def _title_start(doc: Doc, start: int) -> int:
    titles = nouns.load().titles
    left = start
    while left > 0 and start - left < 6:
        token = doc[left - 1]
        capital = token.text[:1].isupper() and token.tag_ in ("NNP", "NNPS", "JJ", "NN")
        titular = token.lower_.strip(".") in titles
        office = token.lower_ == "of" and doc[left].text[:1].isupper() and left < start
        if token.is_space or not (capital or titular or office or token.tag_ == "POS"):
            break
        left -= 1
    return left


def _compound_start(entity: SpacySpan) -> int:
    """Where the parser has the noun phrase begin: "Chinese foreign ministry spokesperson Zhao"."""
    left = entity.root.left_edge.i
    if entity.start - left > 8:
        return entity.start
    between = entity.doc[left : entity.start]
    plain = all(t.tag_[:2] in ("NN", "JJ", "DT", "PO", "PR", "HY") for t in between)
    return left if plain else entity.start


def _apposition_end(doc: Doc, end: int) -> int:
    if end + 2 >= len(doc) or doc[end].text != "," or doc[end + 1].lower_ not in ("the", "a", "an"):
        return end
    for number in range(end + 2, min(end + 18, len(doc))):
        if doc[number].text in (",", ".") or doc[number].is_space:
            return number
        if doc[number].tag_ in ("VBD", "VBZ", "MD"):
            break
    return end


def _surnames(registry: EntityRegistry) -> None:
    """Names that the entity recogniser missed or took for a place: "Harlan", "Psaki"."""
    for number, word in enumerate(words_of(registry.doc)):
        key = fold_word(word) if word[:1].isupper() else ""
        if not key or key not in registry.families:
            continue
        token = registry.doc[number]
        span = Span(token.idx, token.idx + len(token))
        if token.ent_type_ == "PERSON" or registry.covered(span) or _in_longer_name(token):
            continue
        if any(
            person_names.parse(token.text).keys[0] == m.forms[0].family
            for m in registry.families[key]
        ):
            phrase = reader.read(registry.doc, (span,), frozenset({key}))
            if phrase.kind is PhraseKind.PERSON and not parties.load().whole(token.text):
                registry.at(span, registry.person(phrase), token)


def _in_longer_name(token: Token) -> bool:
    """Part of "Biden administration" is a mention of nobody; so is "Harlan Institute"."""
    if token.i + 1 >= len(token.doc):
        return False
    after = token.nbor(1)
    noun = nouns.singular(after.text)
    return noun in nouns.load().institutions and not after.is_punct


def _parties(registry: EntityRegistry) -> None:
    text = text_of(registry.doc)
    for match in parties.load().matches(text):
        if match.kind in (parties.Kind.DEMONYM, parties.Kind.OFFICE):
            continue
        span = Span(match.start, match.end)
        if registry.covered(span):
            continue
        token = token_at(registry.doc, span)
        if token is None or token.ent_type_ == "PERSON" or _modifies(token):
            continue
        if match.kind in (parties.Kind.NAME, parties.Kind.CAPITAL) and _ends_name(
            registry.doc, span
        ):
            continue
        entity = party_entity(
            registry, party_name(text[match.start : match.end], match), match.code
        )
        entity.aliases.add(text[match.start : match.end])
        registry.at(span, entity, token)


def _ends_name(doc: Doc, span: Span) -> bool:
    """ "Water Board *Norway*": the end of an organisation's name."""
    tokens = doc.char_span(span.start, span.end, alignment_mode="expand")
    if tokens is None or not tokens.start or tokens[0].ent_iob_ != "I":
        return False
    before = doc[tokens.start - 1]
    last = tokens.end == len(doc) or doc[tokens.end].ent_iob_ != "I"
    named = before.text[:1].isupper() and before.lower_ != "the"
    return tokens[0].ent_type_ == "ORG" and last and named


def _modifies(token: Token) -> bool:
    """ "US officials", "China ties": the party is no actor there."""
    return token.dep_ in ("compound", "amod", "nmod") and token.head.i > token.i


def _organisations(registry: EntityRegistry) -> None:
    """Organisations and outlets by name; "Quellor" is "Quellor Systems"."""
    for ent in registry.doc.ents:
        if ent.label_ not in ("ORG", "GPE", "NORP", "PERSON") or "\n" in ent.text:
            continue
        span = Span(ent.start_char, ent.end_char)
        if registry.covered(span) or in_headline(ent[0]) or " and " in ent.text:
            continue
        phrase = reader.read(registry.doc, (span,))
        if (
            phrase.kind in (PhraseKind.OUTLET, PhraseKind.NAME, PhraseKind.BODY)
            and phrase.text[:1].isupper()
        ):
            entity = organisation(registry, phrase)
            entity.place = entity.place or ent.label_ == "GPE"
            entity.plural = (
                entity.plural or ent.label_ == "NORP" or plural_entities.are_people(ent.root)
            )
            registry.at(span, entity, ent.root)


def _descriptions(registry: EntityRegistry) -> None:
    """People and bodies brought in without a name: "a senior official", "two engineers"."""
    lexicon = nouns.load()
    source_nouns = lexicon.persons | lexicon.documents | lexicon.institutions
    for number, word in enumerate(words_of(registry.doc)):
        if not word[:1].isalpha():
            continue
        noun = nouns.singular(word)
        if noun not in source_nouns and not word.endswith("s"):
            continue
        token = registry.doc[number]
        if word[:1].isupper() and not (token.is_sent_start and token.tag_ == "NNS"):
            continue
        modifies = token.dep_ in ("compound", "appos", "attr", "nmod")
        if modifies or token.tag_ != "NNS" and (noun not in source_nouns or token.tag_ != "NN"):
            continue
        if registry.covered(Span(token.idx, token.idx + len(token))):
            continue
        span = subtree(token)
        phrase = reader.read(registry.doc, (span,))
        if phrase.head != noun or phrase.kind not in DESCRIBED:
            continue
        brings_in = phrase.article == "a" or phrase.plural and not phrase.article
        if noun in source_nouns and brings_in:
            registry.at(span, describe(registry, phrase), token)
        elif phrase.plural and not phrase.one_of:
            registry.at(span, _plural(registry, phrase, noun in source_nouns), token)


def _plural(registry: EntityRegistry, phrase: NounPhrase, is_source: bool) -> Entity:
    """ "The officials" spoken of before; things and animals only for what "they" may mean."""
    spoken_of = descriptions.several(registry, phrase, phrase.span.start) if is_source else None
    if spoken_of is not None:
        return spoken_of
    entity = describe(registry, phrase)
    entity.only_for_they = not is_source
    return entity
