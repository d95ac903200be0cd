"""Who a description is: "the official", "its ambassador", "the ministry", "the statement"."""

from collections.abc import Iterator
from itertools import islice

from claims.extraction import parties
from claims.extraction.coreference.entities import Cast, Member
from claims.extraction.coreference.non_persons import describe, organisation, party_member
from claims.extraction.folding import fold_word
from claims.extraction.noun_phrases import lexicon, person_names, reader
from claims.extraction.noun_phrases.reader import Phrase, Sort
from claims.extraction.noun_phrases.tokens import NUMERALS
from claims.extraction.types import MentionKind
from claims.extraction.word_lists import word_lists

_FAR = 400  # mentions looked back over
_SPOKES = word_lists().spokespeople
_FIRMS = word_lists().firms
_STATE_BODIES = word_lists().state_bodies
_ACCOUNTS = word_lists().accounts


def alike(head: str, other: str) -> bool:
    """Do two head nouns name one office?"""
    return head == other or any(head in group and other in group for group in lexicon.load().alike)


def nearest(cast: Cast, position: int) -> Iterator[Member]:
    """Members by their latest mention before ``position``, each once."""
    numbers: set[int] = set()
    for occurrence in islice(cast.before(position), _FAR):
        if occurrence.member.number not in numbers and not occurrence.member.background:
            numbers.add(occurrence.member.number)
            yield occurrence.member


def person(cast: Cast, phrase: Phrase, position: int, owner: Member | None) -> Member | None:
    """The person described ("the mayor", "its chairman"), named before or, alone so, later."""
    party = phrase.party or (owner.party if owner else "")
    matching = [
        member
        for member in nearest(cast, position)
        if member.is_person and _holds(member, phrase, party)
    ]
    if phrase.head in lexicon.load().loose:
        return _somebody(cast, phrase, position)
    if matching:
        return matching[0]
    return _named_later(cast, phrase, position, party)


def _holds(member: Member, phrase: Phrase, party: str) -> bool:
    if not any(alike(phrase.head, head) for head in member.heads):
        return False
    if party and member.party and party != member.party:
        return False
    member_words = member.words | {word.lower() for word in member.name.split()}
    own = {
        word for word in phrase.words.lower().split() if parties.load().whole(word.title()) is None
    }
    own -= {phrase.head, *phrase.head.split(), "’s", "'s", "of", "the", "to", "for", "former"}
    if phrase.article == "own":
        return True
    return all(word in member_words or lexicon.singular(word) == phrase.head for word in own)


def _somebody(cast: Cast, phrase: Phrase, position: int) -> Member | None:
    """ "The official", "the source": the unnamed person spoken of last."""
    loose = lexicon.load().loose
    for member in nearest(cast, position):
        fits = member.is_individual and (phrase.head in member.heads or member.heads & loose)
        if fits and (not phrase.party or phrase.party == member.party):
            return member
    return None


def _named_later(cast: Cast, phrase: Phrase, position: int, party: str) -> Member | None:
    """ "A spokeswoman said … The spokeswoman, Hanne Dahl": the only one of the article."""
    holders = [
        member
        for member in cast.members
        if member.kind is MentionKind.PERSON
        and any(alike(phrase.head, head) for head in member.heads)
        and (not party or not member.party or member.party == party)
    ]
    return holders[0] if len(holders) == 1 and phrase.article != "" else None


def newcomer(cast: Cast, position: int) -> Member | None:
    """ "Its ambassador …" and, in the next paragraph, a full name that nobody introduced."""
    for occurrence in cast.after(position):
        member = occurrence.member
        if member.kind is not MentionKind.PERSON:
            continue
        if cast.paragraph(occurrence.start) - cast.paragraph(position) > 2:
            return None
        first = not any(o.member is member for o in cast.before(position))
        if first and not member.roles and member.forms[0].is_full and occurrence.subject:
            return member
    return None


def is_bare_spokesperson(phrase: Phrase) -> bool:
    """ "A spokeswoman" and no word of whose."""
    return phrase.article == "a" and phrase.head in _SPOKES and phrase.words == phrase.head


def employer(cast: Cast, position: int) -> Member | None:
    """The institution that acted last, in this sentence or the one before."""
    for occurrence in islice(cast.before(position), 10):
        near = cast.sentence(position) - cast.sentence(occurrence.start) <= 1
        body = occurrence.member.kind is MentionKind.INSTITUTION and not occurrence.member.place
        if near and body and occurrence.subject:
            return occurrence.member
    return None


def group(cast: Cast, phrase: Phrase, position: int) -> Member | None:
    """ "The two leaders": the last two named together; else the last two of that kind."""
    people = phrase.head in lexicon.load().persons or phrase.head == "two"
    for member in nearest(cast, position):
        pair = member.kind is MentionKind.GROUP and len(member.members) == 2
        if pair and all(part.is_person for part in member.members) == people:
            return member
    single = [m for m in nearest(cast, position) if m.is_person == people and m.named]
    single = [m for m in single if people or m.party][:2]
    return cast.group(single) if len(single) == 2 else None


def two_states(cast: Cast, position: int) -> Member | None:
    """ "The two countries", "both sides": the last two named together, or those of two leaders."""
    for member in nearest(cast, position):
        codes = [part.party for part in member.members]
        if member.kind is MentionKind.GROUP and len(codes) == 2 and all(codes):
            return cast.group(
                [party_member(cast, parties.PARTIES[code].name, code) for code in codes]
            )
    return None


def several(cast: Cast, phrase: Phrase, position: int) -> Member | None:
    """ "The officials", "one of them": the people brought in before."""
    for member in nearest(cast, position):
        people = member.plural and member.kind is MentionKind.ANONYMOUS
        bare = phrase.words.lower() in reader.PRONOUNS or phrase.head in NUMERALS
        if people and (phrase.head in member.heads or bare):
            return member
    return None


def body(cast: Cast, phrase: Phrase, position: int, owner: Member | None) -> Member:
    """The institution described: a state for its government, else one named before."""
    party = phrase.party or (owner.party if owner else "")
    state = lexicon.load().states | ({"administration"} if owner else set())
    if phrase.head in state and party in parties.PARTIES and _only_party(phrase):
        return party_member(cast, parties.PARTIES[party].name, party)
    if phrase.article == "the" and (member := _known_body(cast, phrase, position)):
        return member
    words = phrase.words
    possessed = owner is not None and phrase.article in ("own", "the") and phrase.owner is not None
    if owner and possessed and phrase.owner and phrase.owner.start <= phrase.span.start + 4:
        words = _owned(phrase, owner, position)
    body_phrase = Phrase(
        phrase.span, phrase.text, phrase.sort, name=words, head=phrase.head, party=party
    )
    return organisation(cast, body_phrase)


def _only_party(phrase: Phrase) -> bool:
    """ "The Chinese government", "Beijing's leadership"; not the "city government"."""
    words = phrase.words.lower().replace("’s", "").replace("'s", "").split()
    lowered = [word for word in words if word not in ("the", phrase.head, "of")]
    return phrase.owner is not None or bool(parties.load().whole(" ".join(lowered).title()))


def _owned(phrase: Phrase, owner: Member, position: int) -> str:
    """ "China’s Foreign Ministry" is the Chinese one, "Kuleba’s ministry" that of his role."""
    role = owner.role_at(position)
    if phrase.head == "ministry" and "inister" in role and len(phrase.words.split()) <= 3:
        return role.replace("Minister", "Ministry").replace("minister", "ministry")
    own = owner.party and owner.kind is not MentionKind.PERSON
    if own and phrase.head in _STATE_BODIES:
        return _of_party(phrase, owner)
    rest = phrase.words
    for mark in ("’s ", "'s "):
        rest = rest.partition(mark)[2] or rest
    seat = parties.load().whole(rest)
    return rest if seat and seat.kind is parties.Kind.SEAT else phrase.words


def _of_party(phrase: Phrase, owner: Member) -> str:
    """ "China’s Foreign Ministry" is the Chinese Foreign Ministry."""
    adjective = parties.load().adjectives.get(owner.party, owner.name)
    adjective = "US" if owner.party == "us" else adjective
    rest = phrase.words
    for mark in ("’s ", "'s ", "’ ", "' "):
        if mark in rest:
            rest = rest.split(mark, 1)[1]
            break
    return f"{adjective} {rest}"


def _known_body(cast: Cast, phrase: Phrase, position: int) -> Member | None:
    own = [word for word in phrase.words.lower().split() if word != phrase.head]
    for member in nearest(cast, position):
        if member.kind is not MentionKind.INSTITUTION:
            continue
        called = member.name.lower().split()
        last = lexicon.singular(called[-1]) == phrase.head or phrase.head in member.heads
        if last and all(word in called for word in own):
            return member
        firm = phrase.head in _FIRMS and not member.place and not member.party and not own
        if firm and member.forms and not member.heads & lexicon.load().institutions - _FIRMS:
            return member
    return None


def press(cast: Cast, phrase: Phrase, position: int) -> Member:
    """ "The newspaper": the outlet spoken of last, else what was named just before."""
    if phrase.article == "the":
        for member in nearest(cast, position):
            if member.kind is MentionKind.OUTLET:
                return member
        if just_named := _just_named(cast, position):
            return just_named
    return describe(cast, phrase)


def _just_named(cast: Cast, position: int) -> Member | None:
    """ "They posed for Vogue. … they told the magazine": the name in the sentence before."""
    for occurrence in islice(cast.before(position), 10):
        if cast.sentence(position) - cast.sentence(occurrence.start) > 2:
            return None
        member = occurrence.member
        named = member.named and member.kind is MentionKind.INSTITUTION and not occurrence.subject
        body = member.party or member.place or member.heads & lexicon.load().institutions
        if named and not body:
            member.kind = MentionKind.OUTLET
            return member
    return None


def document(cast: Cast, phrase: Phrase, position: int, owner: Member | None) -> Member:
    """A readout, a study; a mere statement or website is its owner speaking."""
    if "joint" in phrase.words.lower().split():
        return _joint(cast, phrase, position)
    if owner and phrase.head not in lexicon.load().standing:
        return owner
    if owner and phrase.head == "readout":
        return _readout(cast, phrase, owner)
    if phrase.article == "the" and (member := _known_document(cast, phrase, position)):
        return member
    return describe(cast, phrase)


def _joint(cast: Cast, phrase: Phrase, position: int) -> Member:
    """Named after who made it: "Xi and Putin joint statement"."""
    made_by = group(cast, Phrase(phrase.span, phrase.text, Sort.ROLE, head="two"), position)
    member = describe(cast, phrase)
    if made_by:
        called = [_short(part) for part in made_by.members]
        member.name = f"{' and '.join(called)} joint {phrase.head}"
        member.members = made_by.members
    return member


def _short(member: Member) -> str:
    """A surname as the article writes it, else the whole name."""
    if not member.forms or member.kind is not MentionKind.PERSON:
        return member.name
    family = person_names.parse(member.name).family
    return next((word for word in member.name.split() if fold_word(word) == family), member.name)


def _readout(cast: Cast, phrase: Phrase, owner: Member) -> Member:
    """ "Moscow’s official readout" is the Kremlin's: of the seat that speaks for the state."""
    issuer = owner.name
    if owner.party and owner.name == parties.PARTIES[owner.party].name:
        issuer = parties.load().executives.get(owner.party, "")
        issuer = issuer if issuer in ("White House", "Kremlin") else ""
        issuer = issuer or parties.load().adjectives.get(owner.party, owner.name)
    name = f"{issuer} {phrase.head}"
    for candidate in cast.members:
        if candidate.name == name:
            return candidate
    member = cast.new(name, MentionKind.DOCUMENT, party=owner.party, owner=owner, named=False)
    member.heads.add(phrase.head)
    return member


def _known_document(cast: Cast, phrase: Phrase, position: int) -> Member | None:
    for member in nearest(cast, position):
        same = phrase.head in member.heads
        account = phrase.head in _ACCOUNTS and bool(member.heads & _ACCOUNTS)
        if same or account and member.kind is MentionKind.DOCUMENT:
            return member
    return None
