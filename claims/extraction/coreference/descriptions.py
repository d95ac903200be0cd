"""Who a description is: "the official", "its ambassador", "the ministry", "the statement"."""

from collections.abc import Iterator
from itertools import islice

from claims.extraction import parties
from claims.extraction.coreference.entities import Entity
from claims.extraction.coreference.entity_registry import EntityRegistry
from claims.extraction.coreference.gate import can_speak
from claims.extraction.coreference.non_persons import (
    counted,
    describe,
    organisation,
    party_entity,
    possessive_name,
)
from claims.extraction.noun_phrases import lexicon, reader
from claims.extraction.noun_phrases.phrase import NounPhrase
from claims.extraction.noun_phrases.tokens import NUMERALS
from claims.extraction.types import MentionKind
from claims.extraction.word_lists import word_lists

MAX_WORDS_OF_TWO = 3  # "the two countries"
MAX_MENTIONS_BACK = 400  # mentions looked back over
_SPOKES = word_lists().spokespeople
_FIRMS = word_lists().firms
_STATE_BODIES = word_lists().state_bodies


def nearest(registry: EntityRegistry, position: int, with_crowds: bool = False) -> Iterator[Entity]:
    """Entities by their latest mention before ``position``, each once.

    ``with_crowds`` are also those who only stand there and could speak: "fans", "crew members".
    """
    numbers: set[int] = set()
    for mention in islice(registry.before(position), MAX_MENTIONS_BACK):
        entity = mention.entity
        if entity.number in numbers:
            continue
        if not entity.only_for_they or with_crowds and any(map(can_speak, entity.heads)):
            numbers.add(entity.number)
            yield entity


def person(
    registry: EntityRegistry, phrase: NounPhrase, position: int, owner: Entity | None
) -> Entity | None:
    """The person described ("the mayor", "its chairman"), named before or, alone so, later."""
    party = phrase.party or (owner.party if owner else "")
    matching = [
        entity
        for entity in nearest(registry, position)
        if entity.is_person and _holds(entity, phrase, party)
    ]
    if owner is not None and owner.kind is MentionKind.PERSON:
        # "Lund’s spokesman" is not the one of whom nothing was told but that he spoke for Labour.
        matching = [entity for entity in matching if entity.named]
    if phrase.head in lexicon.load().loose:
        return _somebody(registry, phrase, position)
    if matching:
        return matching[0]
    return _named_later(registry, phrase, position, party)


def _holds(entity: Entity, phrase: NounPhrase, party: str) -> bool:
    if not any(lexicon.alike(phrase.head, head) for head in entity.heads):
        return False
    if party and entity.party and party != entity.party:
        return False
    entity_words = entity.known_words
    own = {
        word for word in phrase.words.lower().split() if parties.load().whole(word.title()) is None
    }
    own -= {phrase.head, *phrase.head.split(), "’s", "'s", "of", "the", "to", "for", "former"}
    if phrase.article == "own":
        return True
    return all(word in entity_words or lexicon.singular(word) == phrase.head for word in own)


def _somebody(registry: EntityRegistry, phrase: NounPhrase, position: int) -> Entity | None:
    """ "The official", "the source": the unnamed person spoken of last."""
    loose = lexicon.load().loose
    for entity in nearest(registry, position):
        fits = entity.is_individual and (phrase.head in entity.heads or entity.heads & loose)
        if fits and (not phrase.party or phrase.party == entity.party):
            return entity
    return None


def _named_later(
    registry: EntityRegistry, phrase: NounPhrase, position: int, party: str
) -> Entity | None:
    """ "A spokeswoman said … The spokeswoman, Hanne Dahl": the only one of the article.

    "The Labour leader" is not the leader of another party.
    """
    own = {word.lower() for word in phrase.words.split() if word[:1].isupper()} - {phrase.head}
    holders = [
        entity
        for entity in registry.entities
        if entity.kind is MentionKind.PERSON
        and own <= entity.words
        and any(lexicon.alike(phrase.head, head) for head in entity.heads)
        and (not party or not entity.party or entity.party == party)
    ]
    return holders[0] if len(holders) == 1 and phrase.article != "" else None


def holders(registry: EntityRegistry, phrase: NounPhrase) -> list[Entity]:
    """The people by name who are called so anywhere in the text, by all these words."""
    return [
        entity
        for entity in registry.entities
        if entity.kind is MentionKind.PERSON and _holds(entity, phrase, phrase.party)
    ]


def newcomer(registry: EntityRegistry, position: int) -> Entity | None:
    """ "Its ambassador …" and, in the next paragraph, a full name that nobody introduced."""
    for mention in registry.after(position):
        entity = mention.entity
        if entity.kind is not MentionKind.PERSON:
            continue
        if registry.paragraph(mention.start) - registry.paragraph(position) > 2:
            return None
        first = not any(o.entity is entity for o in registry.before(position))
        if first and not entity.roles and entity.forms[0].is_full and mention.spoke:
            return entity
    return None


def is_bare_spokesperson(phrase: NounPhrase) -> bool:
    """ "A spokeswoman" and no word of whose."""
    return phrase.article == "a" and phrase.head in _SPOKES and phrase.words == phrase.head


def employer(registry: EntityRegistry, position: int) -> Entity | None:
    """The institution that acted last, in this sentence or the one before."""
    for mention in islice(registry.before(position), 10):
        near = registry.sentence(position) - registry.sentence(mention.start) <= 1
        body = mention.entity.kind is MentionKind.INSTITUTION and not mention.entity.place
        if near and body and mention.subject:
            return mention.entity
    return None


def group(registry: EntityRegistry, phrase: NounPhrase, position: int) -> Entity | None:
    """ "The two leaders": the last two named together; else the last two of that kind."""
    people = phrase.head in lexicon.load().persons or phrase.head == "two"
    for entity in nearest(registry, position):
        pair = entity.kind is MentionKind.GROUP and len(entity.members) == 2
        if pair and all(part.is_person for part in entity.members) == people:
            return entity
    single = [m for m in nearest(registry, position) if m.is_person == people and m.named]
    single = [m for m in single if people or m.party][:2]
    return registry.group(single) if len(single) == 2 else None


def two_states(registry: EntityRegistry, phrase: NounPhrase) -> Entity | None:
    """ "The two countries", "both sides": the last two named together, or those of two leaders.

    "The only two states to have signed it" are told by these words, not by what stands before.
    """
    if len(phrase.text.split()) > MAX_WORDS_OF_TWO:
        return None
    for entity in nearest(registry, phrase.span.start):
        codes = [part.party for part in entity.members]
        if entity.kind is MentionKind.GROUP and len(codes) == 2 and all(codes):
            return registry.group(
                [party_entity(registry, parties.PARTIES[code].name, code) for code in codes]
            )
    return None


def several(registry: EntityRegistry, phrase: NounPhrase, position: int) -> Entity | None:
    """ "The officials", "one of them": the people brought in before."""
    for entity in nearest(registry, position, with_crowds=True):
        people = entity.plural and entity.kind is MentionKind.ANONYMOUS
        bare = phrase.words.lower() in reader.PRONOUNS or phrase.head in NUMERALS
        if (
            people
            and not entity.name.startswith("other ")
            and (phrase.head in entity.heads or bare)
        ):
            return entity
    return None


def body(
    registry: EntityRegistry, phrase: NounPhrase, position: int, owner: Entity | None
) -> Entity:
    """The institution described: a state for its government, else one named before."""
    party = phrase.party or (owner.party if owner else "")
    state = lexicon.load().states | ({"administration"} if owner else set())
    if phrase.head in state and party in parties.PARTIES and _only_party(phrase):
        return party_entity(registry, parties.PARTIES[party].name, party)
    if phrase.article == "the" and (entity := _known_body(registry, phrase, position)):
        return entity
    if phrase.article == "a":
        return describe(registry, phrase)  # as it stands where it is brought in
    words = counted(phrase)
    possessed = owner is not None and phrase.article in ("own", "the") and phrase.owner is not None
    if owner and possessed and phrase.owner and phrase.owner.start <= phrase.span.start + 4:
        words = _owned(phrase, owner, position)
    body_phrase = NounPhrase(
        phrase.span, phrase.text, phrase.kind, name=words, head=phrase.head, party=party
    )
    entity = organisation(registry, body_phrase)
    if words != counted(phrase) and owner is not None and owner.kind is MentionKind.PERSON:
        entity.possessor = owner
    return entity


def _only_party(phrase: NounPhrase) -> bool:
    """ "The Chinese government", "Beijing's leadership"; not the "city government"."""
    words = phrase.words.lower().replace("’s", "").replace("'s", "").split()
    lowered = [word for word in words if word not in ("the", phrase.head, "of")]
    return phrase.owner is not None or bool(parties.load().whole(" ".join(lowered).title()))


def _owned(phrase: NounPhrase, owner: Entity, position: int) -> str:
    """ "China’s Foreign Ministry" is the Chinese one, "Kuleba’s ministry" that of his role."""
    role = owner.role_at(position)
    if phrase.head == "ministry" and "inister" in role and len(phrase.words.split()) <= 3:
        return role.replace("Minister", "Ministry").replace("minister", "ministry")
    own = owner.party and owner.kind is not MentionKind.PERSON
    if own and phrase.head in _STATE_BODIES:
        return _of_party(phrase, owner)
    if phrase.text.partition(" ")[0].lower() in reader.PRONOUNS:
        return possessive_name(owner, phrase.words)
    rest = phrase.words
    for mark in ("’s ", "'s "):
        rest = rest.partition(mark)[2] or rest
    seat = parties.load().whole(rest)
    return rest if seat and seat.kind is parties.Kind.SEAT else phrase.words


def _of_party(phrase: NounPhrase, owner: Entity) -> str:
    """ "China’s Foreign Ministry" is the Chinese Foreign Ministry."""
    adjective = parties.load().adjectives.get(owner.party, owner.name)
    adjective = "US" if owner.party == "us" else adjective
    rest = phrase.words
    for mark in ("’s ", "'s ", "’ ", "' "):
        if mark in rest:
            rest = rest.split(mark, 1)[1]
            break
    return f"{adjective} {rest}"


def brought_in(registry: EntityRegistry, phrase: NounPhrase, position: int) -> Entity | None:
    """ "A group of nurses … *The group* said": the one body called so before, whatever firm stands
    nearer."""
    if phrase.article != "the" or phrase.words.lower() != phrase.head:
        return None
    holders = [
        entity
        for entity in nearest(registry, position)
        if entity.kind is MentionKind.INSTITUTION
        and phrase.head in entity.heads
        and not _is_far_own(registry, entity, position)
        and (entity.named or entity.name.startswith(("a ", "an ")))
    ]
    return holders[0] if len(holders) == 1 else None


def _is_far_own(registry: EntityRegistry, entity: Entity, position: int) -> bool:
    """ "Her campaign said …" and, much later, "the campaign": it may be somebody else's."""
    if entity.possessor is None:
        return False
    mentions = islice(registry.before(position), MAX_MENTIONS_BACK)
    last = next((mention for mention in mentions if mention.entity is entity), None)
    apart = registry.paragraph(position) - registry.paragraph(last.start) if last else None
    return apart is None or apart > 1


def _known_body(registry: EntityRegistry, phrase: NounPhrase, position: int) -> Entity | None:
    own = [word for word in phrase.words.lower().split() if word != phrase.head]
    for entity in nearest(registry, position):
        if entity.kind is not MentionKind.INSTITUTION or _is_far_own(registry, entity, position):
            continue
        called = [lexicon.singular(word) for word in entity.name.lower().split()]
        # "The production company" is Dunn Clark Productions.
        firm = bool(own) and entity.named and phrase.head in _FIRMS
        last = called[-1] == phrase.head or phrase.head in entity.heads or firm
        if last and all(lexicon.singular(word) in called for word in own):
            return entity
        if is_firm(phrase, entity):
            return entity
    return None


def is_firm(phrase: NounPhrase, entity: Entity) -> bool:
    """May "the company", and no more words, be this named body: neither state nor place?"""
    if phrase.words.lower() != phrase.head or phrase.head not in _FIRMS or phrase.article != "the":
        return False
    is_body = entity.kind is MentionKind.INSTITUTION and bool(entity.forms)
    seat = entity.place or entity.party or entity.heads & lexicon.load().institutions - _FIRMS
    return is_body and not seat


def is_beside_firm(registry: EntityRegistry, firm: Entity, position: int) -> bool:
    """ "Marsh Networks supplies Halden Motors": two firms, and this one did nothing there."""
    mentions = list(islice(registry.before(position), 10))
    last = next((m for m in mentions if m.entity is firm), None)
    if last is None or last.subject:
        return False
    return any(
        registry.sentence(m.start) == registry.sentence(last.start)
        and m.entity is not firm
        and m.entity.kind is MentionKind.INSTITUTION
        and bool(m.entity.forms)
        and not (m.entity.place or m.entity.party)
        for m in mentions
    )


def press(registry: EntityRegistry, phrase: NounPhrase, position: int) -> Entity:
    """ "The newspaper": the outlet spoken of last, else what was named just before."""
    if phrase.article == "the" and phrase.owner is None:
        for entity in nearest(registry, position):
            if entity.kind is MentionKind.OUTLET:
                return entity
        if just_named := _just_named(registry, position):
            return just_named
    return describe(registry, phrase)


def _just_named(registry: EntityRegistry, position: int) -> Entity | None:
    """ "They posed for Vogue. … they told the magazine": the name in the sentence before."""
    for mention in islice(registry.before(position), 10):
        if registry.sentence(position) - registry.sentence(mention.start) > 2:
            return None
        entity = mention.entity
        named = entity.named and entity.kind is MentionKind.INSTITUTION and not mention.subject
        body = entity.party or entity.place or entity.heads & lexicon.load().institutions
        if named and not body:
            entity.kind = MentionKind.OUTLET
            return entity
    return None
