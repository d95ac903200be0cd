"""The people of an article: whom the entity recogniser names, and whom it left out.

A name comes with the title before it and the apposition after it, full names before short ones:
then "Harlan" is found to be the Odessa Harlan who is mayor.
"""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from claims.extraction import parties
from claims.extraction.coreference.entities import Entity
from claims.extraction.coreference.entity_registry import EntityRegistry
from claims.extraction.folding import fold_word
from claims.extraction.noun_phrases import lexicon as nouns
from claims.extraction.noun_phrases import person_names, reader
from claims.extraction.noun_phrases.person_names import Likeness, Name
from claims.extraction.noun_phrases.phrase import NounPhrase, PhraseKind
from claims.extraction.parsing.spacy_pipeline import text_of, words_of
from claims.extraction.parsing.syntax import in_headline, token_at
from claims.extraction.types import Link, MentionKind, Span
from claims.extraction.word_lists import word_lists

_KIN = re.compile(r" and (his|her) (\w+),? $")
MAX_NAME_WORDS = 3  # of a name in a line without a full stop
MAX_TITLE_TOKENS = 6  # before a name: "Deputy Assistant Secretary of State"


def add_people(registry: EntityRegistry, links: Sequence[Link]) -> None:
    """Note every person in the text and in the sources of these links, and where they stand."""
    for phrase in _phrases(registry.doc, links, set(registry.short_names)):
        assert phrase.name_span is not None
        entity = registry.person(phrase)
        _note_kin(registry, phrase, entity)
        _note_office(registry, phrase, entity)
        if not registry.has_mention(phrase.name_span):
            registry.add_mention(phrase.name_span, entity, token_at(registry.doc, phrase.name_span))
    _complete_names(registry)
    _surnames(registry)


def _complete_names(registry: EntityRegistry) -> None:
    """Whom only a headline, a credit or a label names in full: "Contact: Ida Roos", then "Ms Roos".

    A line without a full stop may hold more than a name, so it brings in nobody by itself.
    """
    full: dict[Entity, dict[tuple[str, ...], Name]] = {}
    for name in dict.fromkeys(person_names.parse(e.text) for e in _names_in_labels(registry.doc)):
        for entity in registry.families.get(name.family, ()) if name.is_full else ():
            family = person_names.likeness(name, entity.forms[0]) >= Likeness.FAMILY
            if family and not any(form.is_full for form in entity.forms):
                full.setdefault(entity, {})[name.keys] = name
    for entity, names in full.items():
        if len(names) == 1:
            (name,) = names.values()
            entity.forms.append(name)
            entity.aliases.add(name.display)
            entity.name = name.display


def _names_in_labels(doc: Doc) -> Iterator[SpacySpan]:
    for ent in doc.ents:
        short = len(ent.text.split()) <= MAX_NAME_WORDS and "\n" not in ent.text
        if ent.label_ == "PERSON" and short and in_headline(ent[0]):
            yield ent


def _phrases(doc: Doc, links: Sequence[Link], short_names: set[str]) -> list[NounPhrase]:
    """The phrases that name a person and no body by its initials, full names first, then in text
    order."""
    namesakes = _namesakes(doc)
    people = [phrase for ent in doc.ents if (phrase := _person_phrase(doc, ent, namesakes))]
    people += _unrecognised(doc)
    sources = [reader.read(doc, link.source, namesakes) for link in links if link.source]
    people += [phrase for phrase in sources if phrase.kind is PhraseKind.PERSON]
    firms = {ent[0].text for ent in doc.ents if ent.label_ == "ORG" and len(ent) > 1}
    # "The CS" is told by an office.
    firms |= short_names
    people = [p for p in people if not _is_title(p.name)]
    people = [p for p in people if p.name not in firms and not reader.BY_INITIALS.fullmatch(p.text)]
    surnames = {name.family for p in people if (name := person_names.parse(p.name)).is_full}
    people = [p for p in people if not _is_pair(p.name, surnames)]
    return sorted(people, key=lambda p: (not person_names.parse(p.name).is_full, p.span.start))


def _is_title(name: str) -> bool:
    """ "*Dr.* (Mrs.) Ida Lund", "her *Honour*": what stands before a name, taken for one."""
    words = word_lists().honorifics | word_lists().honours
    return all(word.lower().strip(".") in words for word in name.split())


def _is_pair(name: str, surnames: set[str]) -> bool:
    """ "The *Brenn-Moe* paper", where Ida Brenn and Jon Moe are named: two people in one word."""
    halves = [fold_word(half) for half in name.split("-")]
    return len(halves) == 2 and all(half in surnames for half in halves)


def _namesakes(doc: Doc) -> frozenset[str]:
    """The words of people's full names that are places, too, folded: "Jim *Jordan*".

    Such a surname has to stand alone for the person somewhere, else it may be a name beside his.
    """
    people = [ent for ent in doc.ents if ent.label_ == "PERSON"]
    alone = {ent.text for ent in people if len(ent) == 1}
    words = (token.text for ent in people if 1 < len(ent) < 4 for token in ent)
    return frozenset(
        fold_word(word) for word in words if word in alone and parties.load().whole(word)
    )


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


def _person_phrase(doc: Doc, entity: SpacySpan, namesakes: frozenset[str]) -> NounPhrase | None:
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
    phrase = reader.read(doc, (span,), namesakes)
    if other and (phrase.kind is not PhraseKind.PERSON or not phrase.head):
        return None
    if phrase.kind is not PhraseKind.PERSON or phrase.name_span is None:
        span = Span(entity.start_char, entity.end_char)
        phrase = reader.read(doc, (span,), namesakes)
    if phrase.kind is not PhraseKind.PERSON or phrase.name_span is None:
        return None
    following = doc[entity.end] if entity.end < len(doc) else None
    noun = following is not None and following.tag_ in ("NN", "NNS") and following.text.islower()
    if noun and entity.root.dep_ in ("compound", "nmod", "amod"):
        return None  # "a Biden administration official" is no mention of Biden
    return None if _holds_party(doc, phrase.name_span, namesakes) else phrase


def _holds_party(doc: Doc, name: Span, namesakes: frozenset[str]) -> bool:
    """ "Reuters *Norway*": two names; but not "Jim *Jordan*", who is called Jordan elsewhere."""
    inside = parties.load().matches(text_of(doc), *name)
    words = [text_of(doc)[m.start : m.end] for m in inside if m.start > name.start]
    return any(fold_word(word) not in namesakes for word in words)


def _title_start(doc: Doc, start: int) -> int:
    titles = nouns.load().titles
    left = start
    while left > 0 and start - left < MAX_TITLE_TOKENS:
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
        if token.ent_type_ == "PERSON" or registry.has_mention(span) or _in_longer_name(token):
            continue
        if any(
            person_names.parse(token.text).keys[0] == m.forms[0].family
            for m in registry.families[key]
        ):
            phrase = reader.read(registry.doc, (span,), frozenset({key}))
            if phrase.kind is PhraseKind.PERSON and not parties.load().whole(token.text):
                registry.add_mention(span, registry.person(phrase), token)


def _in_longer_name(token: Token) -> bool:
    """Part of "Biden administration" is a mention of nobody; so is "Harlan Institute"."""
    if token.i + 1 >= len(token.doc):
        return False
    after = token.nbor(1)
    noun = nouns.singular(after.text)
    return noun in nouns.load().institutions and not after.is_punct
