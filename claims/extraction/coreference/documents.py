"""Which entity a document is: a readout, a study, or whoever speaks in a mere statement."""

from itertools import chain, islice, pairwise

from spacy.tokens import Token

from claims.extraction import parties
from claims.extraction.coreference import descriptions
from claims.extraction.coreference.entities import Entity
from claims.extraction.coreference.entity_registry import EntityRegistry
from claims.extraction.coreference.non_persons import describe, organisation
from claims.extraction.folding import fold_word
from claims.extraction.noun_phrases import lexicon, person_names, reader
from claims.extraction.noun_phrases.phrase import NounPhrase, PhraseKind
from claims.extraction.parsing.syntax import inside, sentence_tokens, subject_of, subtree
from claims.extraction.types import Link, MentionKind
from claims.extraction.word_lists import word_lists

_ACCOUNTS = word_lists().accounts
_ISSUED_DOCUMENTS = word_lists().issued_documents
_ISSUING = word_lists().issuing
MAX_MENTIONS_BETWEEN = 10  # mentions from who issued a statement to the statement


def document(
    registry: EntityRegistry, phrase: NounPhrase, position: int, owner: Entity | None
) -> Entity:
    """A readout, a study; a mere statement or website is its owner speaking."""
    if "joint" in phrase.words.lower().split():
        return _joint(registry, phrase, position)
    if owner and phrase.head not in lexicon.load().standing:
        return owner
    if owner and phrase.head == "readout":
        return _readout(registry, phrase, owner)
    if phrase.article != "the":
        return describe(registry, phrase)
    before = _known_document(registry, phrase, position)
    issuer = _issuer(registry, before, phrase, position) if before is not None else None
    # Who issued the one that was spoken of last, else who last said something in one.
    return issuer or registry.accounts.get(phrase.head) or before or describe(registry, phrase)


def is_vague(registry: EntityRegistry, phrase: NounPhrase) -> bool:
    """Is "the statement" somebody's who issued it and is not told: no study that speaks itself?"""
    if phrase.article != "the" or phrase.head in lexicon.load().standing:
        return False
    return (
        _known_document(registry, phrase, phrase.span.start) is None
        or phrase.head in _ISSUED_DOCUMENTS
    )


def note_account(registry: EntityRegistry, link: Link, speaker: Entity) -> None:
    """ "The ministry said *in a statement*": "the statement" behind it is the ministry's words."""
    if not link.cue or speaker.kind is MentionKind.OUTLET:
        return
    verb = reader.tokens_of(registry.doc, *link.cue[0])[0]
    for before, noun in pairwise(sentence_tokens(verb)):
        article = before.nbor(-1) if before.i and before.tag_ in ("JJ", "VBN", "NN") else before
        issued = article.lower_ in ("a", "an") and article.i > 0
        if (
            issued
            and article.nbor(-1).lower_ == "in"
            and noun.lower_ in _ACCOUNTS
            and not inside(noun, link.content)
        ):
            registry.accounts[noun.lower_] = speaker


def _joint(registry: EntityRegistry, phrase: NounPhrase, position: int) -> Entity:
    """Named after who made it: "Xi and Putin joint statement"."""
    made_by = descriptions.group(
        registry, NounPhrase(phrase.span, phrase.text, PhraseKind.ROLE, head="two"), position
    )
    entity = describe(registry, phrase)
    if made_by:
        called = [_short(part) for part in made_by.members]
        entity.name = f"{' and '.join(called)} joint {phrase.head}"
        entity.members = made_by.members
    return entity


def _short(entity: Entity) -> str:
    """A surname as the article writes it, else the whole name."""
    if not entity.forms or entity.kind is not MentionKind.PERSON:
        return entity.name
    family = person_names.parse(entity.name).family
    return next((word for word in entity.name.split() if fold_word(word) == family), entity.name)


def _readout(registry: EntityRegistry, phrase: NounPhrase, owner: Entity) -> Entity:
    """ "Moscow’s official readout" is the Kremlin's: of the seat that speaks for the state."""
    issuer = owner.name
    if owner.party and owner.name == parties.PARTIES[owner.party].name:
        issuer = parties.load().executives.get(owner.party, "")
        issuer = issuer if issuer in ("White House", "Kremlin") else ""
        issuer = issuer or parties.load().adjectives.get(owner.party, owner.name)
    name = f"{issuer} {phrase.head}"
    for candidate in registry.entities:
        if candidate.name == name:
            return candidate
    entity = registry.new(name, MentionKind.DOCUMENT, party=owner.party, owner=owner, named=False)
    entity.heads.add(phrase.head)
    return entity


def _known_document(registry: EntityRegistry, phrase: NounPhrase, position: int) -> Entity | None:
    for entity in descriptions.nearest(registry, position):
        same = phrase.head in entity.heads
        account = phrase.head in _ACCOUNTS and bool(entity.heads & _ACCOUNTS)
        if (same or account and entity.kind is MentionKind.DOCUMENT) and not entity.plural:
            return entity
    return None


def _issuer(
    registry: EntityRegistry, entity: Entity, phrase: NounPhrase, position: int
) -> Entity | None:
    """ "Lumio *issued a statement*", "denied it in a statement": who made it speaks in it."""
    mention = next((m for m in registry.before(position) if m.entity is entity), None)
    if mention is None or phrase.head in lexicon.load().standing:
        return None
    token = registry.doc[mention.token]
    verb = token.head
    if token.dep_ == "pobj" and verb.lower_ == "in":
        verb = verb.head
    elif token.dep_ != "dobj" or verb.lower_ not in _ISSUING:
        return None
    subject = subject_of(verb) if verb.tag_.startswith("VB") else None
    if subject is None:
        return None
    before = islice(registry.before(mention.start), MAX_MENTIONS_BETWEEN)
    owners = [m for m in before if not m.entity.only_for_they]
    beside = (m.entity for m in owners if _is_apposed(registry.doc[m.token], subject))
    itself = (m.entity for m in owners if m.token == subject.i)
    if (owner := next(chain(beside, itself), None)) is not None:
        return owner
    name = reader.read(registry.doc, (subtree(subject),))
    return organisation(registry, name) if name.kind is PhraseKind.NAME else None


def _is_apposed(token: Token, noun: Token) -> bool:
    """ "The former minister, *Ida Lund*, issued a statement": a name beside what she is."""
    return token.dep_ == "appos" and token.head.i == noun.i
