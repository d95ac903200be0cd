"""Mentions that the text settles by its own words, before or after the learned resolver is asked.

"Another" is another of those brought in before, "the 23-year-old" who was just spoken of, "the
envoy" the only envoy of the article, "they" the several people of the sentence before.
"""

import re
from collections.abc import Sequence
from itertools import islice

from claims.extraction import parties
from claims.extraction.coreference.descriptions import nearest
from claims.extraction.coreference.entities import Entity
from claims.extraction.coreference.entity_registry import EntityRegistry
from claims.extraction.coreference.office_initials import by_initials
from claims.extraction.folding import fold_word
from claims.extraction.noun_phrases import lexicon
from claims.extraction.noun_phrases.phrase import NounPhrase, PhraseKind
from claims.extraction.parsing.spacy_pipeline import text_of
from claims.extraction.parsing.syntax import token_at
from claims.extraction.types import MentionKind, Span, Spans

MAX_SENTENCES = 2  # back to whom an age or "another" is of
MAX_MENTIONS = 30
_ANOTHER = re.compile(
    r"(?P<word>another|a (?:second|third|fourth)|the other|others)", re.IGNORECASE
)
_BEHIND_NOUN = re.compile(r" (?:for|of|from|in|at|on|to|with|who|that)\b")
_PLACED = re.compile(r"\b(?:from|of|for) (?:the )?[A-Z]")
_POSSESSOR = re.compile(r"(?:\S+ )*?(?P<name>[A-Z]\S*?)[’']s? ")
_HONOUR = re.compile(r"(?:[Hh]is|[Hh]er) (?:Honou?r|Lordship|Ladyship)")
_FIRST_PERSON = re.compile(r"\b(?:I|[Mm]y|me)\b(?![.-])")
_CHIEF, _OF_DIPLOMACY = {"top", "chief"}, {"foreign", "state", "external"}
_AGE = re.compile(r"(?:[Tt]he )?\d{1,3}-year-old(?: [A-Z]\w+)?")


def another(registry: EntityRegistry, phrase: NounPhrase, position: int) -> Entity | None:
    """ "One engineer said … *Another* said": another engineer, new to the article."""
    match = _ANOTHER.fullmatch(phrase.text)
    if match is None:
        return None
    word, several = match["word"].lower(), match["word"].lower() == "others"
    for entity in nearest(registry, position):
        if entity.kind is not MentionKind.ANONYMOUS or not entity.heads or entity.plural:
            continue
        kind = re.sub(r"^(?:an?|one|another|a (?:second|third|fourth)|the) ", "", entity.name)
        name = f"other {_plural(kind)}" if several else f"{word} {kind}"
        other = registry.new(name, MentionKind.ANONYMOUS, party=entity.party, named=False)
        other.heads, other.plural = set(entity.heads), several
        return other
    return None


def _plural(kind: str) -> str:
    """ "Candidate for president" → "candidates for president"."""
    match = _BEHIND_NOUN.search(kind)
    end = match.start() if match else len(kind)
    return f"{kind[:end]}s{kind[end:]}"


def aged(registry: EntityRegistry, phrase: NounPhrase, position: int) -> Entity | None:
    """ "*The 23-year-old* (Londoner) added": the subject just before, else who is named first."""
    return _just_named(registry, position) if _AGE.fullmatch(phrase.text) else None


def _just_named(registry: EntityRegistry, position: int) -> Entity | None:
    """The person who spoke or was the subject just before, else the first one named there."""
    people = [
        mention
        for mention in islice(registry.before(position), MAX_MENTIONS)
        if registry.sentence(position) - registry.sentence(mention.start) <= MAX_SENTENCES
        and mention.entity.kind is MentionKind.PERSON
    ]
    spoke = [mention for mention in people if mention.spoke]
    subjects = [mention for mention in people if mention.subject]
    return next((mention.entity for mention in (*spoke, *subjects, *people[::-1])), None)


def latter(registry: EntityRegistry, phrase: NounPhrase, position: int) -> Entity | None:
    """ "Hale hit out at Moss after *the latter* said": who was named last."""
    if phrase.text.lower() != "the latter":
        return None
    mentions = islice(registry.before(position), MAX_MENTIONS)
    return next((mention.entity for mention in mentions if mention.entity.named), None)


def his_honour(registry: EntityRegistry, phrase: NounPhrase, position: int) -> Entity | None:
    """ "*Her Honour* said": the judge or coroner spoken of last."""
    if not _HONOUR.fullmatch(phrase.text):
        return None
    titular = lexicon.load().titular
    gender = "m" if phrase.text[:3].lower() == "his" else "f"
    holders = (
        entity
        for entity in nearest(registry, position)
        if entity.is_person and entity.gender in ("", gender)
        and (entity.heads | entity.words) & (titular | {"justice"})
    )  # fmt: skip
    return next(holders, None)


def of_nation(registry: EntityRegistry, phrase: NounPhrase, position: int) -> Entity | None:
    """ "*The Ivorian* added": the person just spoken of, where the words do not mean the state."""
    match = parties.load().whole(phrase.text) if phrase.text[:4].lower() == "the " else None
    if match is None or match.kind is not parties.Kind.DEMONYM or phrase.text.endswith("s"):
        return None
    plural = phrase.text.endswith(("ese", "ish", "ch", "ss")) and not phrase.text.endswith("zech")
    if plural and any(
        m.entity.party == match.code and not m.entity.is_person
        for m in islice(registry.before(position), MAX_MENTIONS)
    ):
        return None
    return _just_named(registry, position)


def top_diplomat(registry: EntityRegistry, phrase: NounPhrase, position: int) -> Entity | None:
    """ "*Norway’s top diplomat* added": its foreign minister or secretary of state."""
    words = set(phrase.words.lower().split())
    if phrase.head != "diplomat" or phrase.plural or not words & _CHIEF:
        return None
    holders = [
        entity
        for entity in nearest(registry, position)
        if entity.kind is MentionKind.PERSON
        and entity.heads & lexicon.load().ministers
        and entity.words & _OF_DIPLOMACY
        and (not phrase.party or entity.party in ("", phrase.party))
    ]
    return holders[0] if len(holders) == 1 else None


def namesake(registry: EntityRegistry, phrase: NounPhrase) -> Entity | None:
    """Who is called like a state, whatever the names network takes the whole name for.

    "India Marsh" is named somewhere, where the phrase is "India".
    """
    first = fold_word(phrase.name)
    people = (person for person in registry.families.get(first, ()) if person.forms[0].is_full)
    if person := next(people, None):
        return person
    for name in registry.doc.ents:
        words = name.text.split()
        named = len(words) == 2 and all(word.istitle() for word in words)
        if named and fold_word(words[0]) == first and not _is_of_body(words[1]):
            span = Span(name.start_char, name.end_char)
            full = NounPhrase(span, name.text, PhraseKind.PERSON, name=name.text, name_span=span)
            return registry.person(full)
    return None


def _is_of_body(word: str) -> bool:
    """Does a name end as bodies and places do: "Georgia Tech", "Jordan Valley"?"""
    nouns, noun = lexicon.load(), lexicon.singular(word)
    return noun in nouns.institutions | nouns.places | nouns.outlet_names


def is_first_person(registry: EntityRegistry, content: Spans) -> bool:
    """Does somebody speak of himself in quotation marks? No state says "I"."""
    text = text_of(registry.doc)
    return any(
        registry.quotation(piece.start + 1) >= 0 and _FIRST_PERSON.search(text, *piece)
        for piece in content
    )


def holder(
    registry: EntityRegistry, phrase: NounPhrase, position: int, resolved: Entity | None
) -> Entity | None:
    """ "The envoy": the one person before it who was called so, whatever stands nearer.

    Anybody may be "the source" or "the man": there whoever the resolver takes stays, if it fits.
    """
    loose = lexicon.load().loose
    if phrase.head in loose and resolved is not None and resolved.heads & loose:
        return None
    holders = [
        entity
        for entity in nearest(registry, position)
        if entity.is_person and not entity.plural and phrase.head in entity.heads
    ]
    # "The envoy, Ida Holm": a description stands beside the name that it is of.
    holders = [entity for entity in holders if entity.named] or holders
    if len(holders) != 1 or phrase.party and holders[0].party not in ("", phrase.party):
        return None
    own = set(phrase.words.lower().split()) - {phrase.head, "the", "of"}
    return holders[0] if own <= holders[0].words else None


def is_bare(registry: EntityRegistry, phrase: NounPhrase) -> bool:
    """One person without an article, as in headlines: "*Dike keeper* tells court of flood"."""
    head = token_at(registry.doc, phrase.span)
    return (
        not phrase.article
        and not phrase.plural
        and phrase.owner is None
        and head is not None
        and head.tag_ in ("NN", "NNP")
        and phrase.head in lexicon.load().persons
    )


def is_stranger(entity: Entity, phrase: NounPhrase) -> bool:
    """ "The senator from Alaska" is nobody who was called by another office and from elsewhere;
    "the health center" is no person."""
    if phrase.head in lexicon.load().places and entity.kind is MentionKind.PERSON:
        return True
    possessor = _POSSESSOR.match(phrase.words)
    if possessor and not entity.named and phrase.head in lexicon.load().persons:
        return possessor["name"].lower() not in entity.known_words
    if not _PLACED.search(phrase.words) or phrase.head in entity.heads or not entity.roles:
        return False
    own = set(phrase.words.lower().split()) - {phrase.head, "the", "from", "of", "for"}
    return not own & entity.known_words


def several_before(registry: EntityRegistry, position: int) -> Entity | None:
    """ "*Residents* met on Friday. *They* said": the only plural subject of the sentence before."""
    subjects: list[Entity] = []
    for mention in islice(registry.before(position), MAX_MENTIONS):
        away = registry.sentence(position) - registry.sentence(mention.start)
        if away > 1 or registry.paragraph(position) != registry.paragraph(mention.start):
            break
        entity = mention.entity
        if away == 1 and mention.subject and entity.plural and not entity.only_for_they:
            subjects.append(entity)
    return subjects[0] if len(set(subjects)) == 1 else None


def speaking_on(
    registry: EntityRegistry, speakers: Sequence[tuple[int, Entity]], position: int
) -> Entity | None:
    """ "The statement said … *It* continued": the body or paper that spoke just before.

    ``speakers`` are who spoke so far, by place.
    """
    place, speaker = next((row for row in reversed(speakers) if row[0] < position), (0, None))
    if speaker is None or speaker.is_person or speaker.plural:
        return None
    return speaker if registry.sentences_told(place, position) <= 1 else None


# What settles a source by its own words alone, before its kind is looked at.
SETTLERS = (another, aged, latter, by_initials, his_honour, top_diplomat, of_nation)
