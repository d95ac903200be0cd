"""The cast of an article: everybody and everything in it that words can belong to, and where.

Made before any statement is looked at, from names, parties and descriptions in the whole text.
Mentions of a cast member are antecedents for pronouns and for "the official", "the ministry".
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from claims.extraction import names, nouns, parties, phrases
from claims.extraction.findings import Link, Span, SpeakerKind
from claims.extraction.names import Likeness, Name
from claims.extraction.parse import text_of
from claims.extraction.phrases import Phrase, Sort

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


@dataclass(eq=False, slots=True)
class Member:
    """One member of the cast; grows while the article is read."""

    name: str
    kind: SpeakerKind
    number: int  # in order of appearance
    party: str = ""
    plural: bool = False
    gender: str = ""  # m, f or unknown
    place: bool = False  # a town or building, seldom "it" and never "the company"
    forms: list[Name] = field(default_factory=list)
    aliases: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)  # head nouns of its roles and descriptions
    words: set[str] = field(default_factory=set)  # all words of them, lower case
    roles: list[tuple[int, str]] = field(default_factory=list)  # where stated, what
    members: list["Member"] = field(default_factory=list)
    owner: "Member | None" = None  # who a document speaks for
    named: bool = True  # False for a description
    certain: bool = True

    @property
    def is_person(self) -> bool:
        return self.kind is SpeakerKind.PERSON or self.is_individual

    @property
    def is_individual(self) -> bool:
        return self.kind is SpeakerKind.ANONYMOUS and not self.plural

    def role_at(self, position: int) -> str:
        """The role last stated up to here, else the first stated at all."""
        # "China’s Xi" states no role, "his counterpart" none that stands without the other person.
        stated = [r for r in self.roles if not r[1].endswith(("’s", "'s", "counterpart"))]
        before = [role for start, role in stated if start <= position]
        return before[-1] if before else next((role for _, role in stated), "")

    def learn(self, phrase: Phrase) -> None:
        """Take up what a phrase says of this member."""
        if phrase.role and phrase.role[:1] not in "’'":
            self.roles.append((phrase.span.start, phrase.role))
            self.words.update(phrase.role.lower().split())
        if phrase.head:
            self.heads.add(phrase.head)
        self.party = self.party or phrase.party
        lexicon = nouns.load()
        title = set(f"{phrase.role} {phrase.words} {phrase.head}".lower().replace(".", "").split())
        if not self.gender and title & lexicon.feminine:
            self.gender = "f"
        elif not self.gender and title & lexicon.masculine:
            self.gender = "m"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A mention of a member at a place in the text."""

    start: int
    end: int
    member: Member
    subject: bool = False
    possessor: bool = False  # Tate’s mother is not Tate


class Cast:
    """The members and their occurrences in text order."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.members: list[Member] = []
        self.occurrences: list[Occurrence] = []
        self.families: dict[str, list[Member]] = {}
        self.named: dict[object, Member] = {}  # groups, parties, descriptions by their key
        self.organisations: dict[str, list[Member]] = {}  # by the first word of the name
        self._sentences = _sentence_starts(doc)
        self._paragraphs = [0, *(t.idx + len(t) for t in doc if "\n" in t.text)]

    def sentence(self, position: int) -> int:
        return bisect_right(self._sentences, position)

    def paragraph(self, position: int) -> int:
        return bisect_right(self._paragraphs, position)

    def new(self, name: str, kind: SpeakerKind, **more: object) -> Member:
        member = Member(name, kind, len(self.members), **more)  # type: ignore[arg-type]
        self.members.append(member)
        return member

    def at(self, span: Span, member: Member, token: Token | None = None) -> None:
        """Note a mention, keeping text order."""
        following = text_of(self.doc)[span.end : span.end + 2]
        possessor = following[:1] in ("’", "'") and following[1:].strip() in ("s", "")
        occurrence = Occurrence(span.start, span.end, member, _is_subject(token), possessor)
        place = bisect_right(self.occurrences, span.start, key=lambda o: o.start)
        self.occurrences.insert(place, occurrence)

    def settle(self, span: Span, member: Member, token: Token) -> None:
        """Note who a source is, in place of what stood there as a description."""
        place = bisect_right(self.occurrences, span.end - 1, key=lambda o: o.start)
        for number in range(max(0, place - 3), place):
            known = self.occurrences[number]
            if known.start < span.end and span.start < known.end:
                if known.member is not member and not known.member.named:
                    self.occurrences[number] = replace(known, member=member)
                return
        self.at(span, member, token)

    def before(self, position: int) -> Iterator[Occurrence]:
        """Mentions that end before ``position``, nearest first."""
        place = bisect_right(self.occurrences, position, key=lambda o: o.start)
        for number in range(place - 1, -1, -1):
            if self.occurrences[number].end <= position:
                yield self.occurrences[number]

    def after(self, position: int) -> Iterator[Occurrence]:
        """Mentions that begin after ``position``, nearest first."""
        place = bisect_right(self.occurrences, position, key=lambda o: o.start)
        return islice(self.occurrences, place, None)

    def covered(self, span: Span) -> bool:
        """Does a mention already stand there?"""
        place = bisect_right(self.occurrences, span.end - 1, key=lambda o: o.start)
        near = self.occurrences[max(0, place - 3) : place]
        return any(o.start < span.end and span.start < o.end for o in near)

    # People -------------------------------------------------------------------------------

    def person(self, phrase: Phrase) -> Member:
        """The member whom this phrase with a person's name is about, made if new."""
        name = names.parse(phrase.name)
        member = self._person_called(name, phrase)
        if member is None:
            member = self.new(name.display, SpeakerKind.PERSON)
            for key in {name.family, name.keys[0], name.keys[-1], *name.family.split("-")}:
                self.families.setdefault(key, []).append(member)
        if name not in member.forms:
            member.forms.append(name)
            member.aliases.add(name.display)
            if (len(name.keys), len(name.display)) > (
                len(names.parse(member.name).keys),
                len(member.name),
            ):
                member.name = name.display
        member.learn(phrase)
        return member

    def _person_called(self, name: Name, phrase: Phrase) -> Member | None:
        scored = []
        for member in self._called(name):
            full = max(member.forms, key=lambda form: len(form.keys))
            like = names.likeness(name, full)
            if like is Likeness.NONE or like is Likeness.GIVEN and full.is_full and name.is_full:
                continue
            fits = self._fits(member, phrase)
            before = any(o.member is member for o in islice(self.before(phrase.span.start), 200))
            short = any(not form.is_full for form in member.forms)
            scored.append(((like, fits, before, short, -member.number), member))
        return max(scored, key=lambda row: row[0])[1] if scored else None

    def _called(self, name: Name) -> list[Member]:
        found: dict[int, Member] = {}
        for key in (name.family, name.keys[0], name.keys[-1]):
            for member in self.families.get(key, ()):
                found[member.number] = member
        return list(found.values())

    def _fits(self, member: Member, phrase: Phrase) -> int:
        """How well a title beside a surname fits: "Mayor Harlan" is the Harlan who is mayor."""
        if not phrase.role:
            return 0
        words = set(phrase.role.lower().replace(".", "").split())
        lexicon = nouns.load()
        gender = "f" if words & lexicon.feminine else "m" if words & lexicon.masculine else ""
        if gender and member.gender and gender != member.gender:
            return -1
        return 1 if phrase.head in member.heads or words & member.words else 0

    def ambiguous(self, member: Member, name: str) -> bool:
        """Could this short name be another member's as well?"""
        parsed = names.parse(name)
        if parsed.is_full:
            return False
        alike = [
            other
            for other in self._called(parsed)
            if other is not member and names.likeness(parsed, other.forms[0]) >= Likeness.FAMILY
        ]
        return bool(alike)

    # Groups -------------------------------------------------------------------------------

    def group(self, members: list[Member]) -> Member:
        """The group of these members, in order of appearance."""
        ordered = sorted(set(members), key=lambda member: member.number)
        key = tuple(member.number for member in ordered)
        if key in self.named:
            return self.named[key]
        called = [member.name for member in ordered]
        name = ", ".join(called[:-1]) + " and " + called[-1] if len(called) > 1 else called[0]
        self.named[key] = self.new(name, SpeakerKind.GROUP, members=ordered, plural=True)
        return self.named[key]


def build(doc: Doc, links: Iterable[Link] = ()) -> Cast:
    """The cast of a parsed article: people first, then parties, organisations, descriptions.

    The sources of its links are read too: there stand names that the entity recogniser missed.
    """
    cast = Cast(doc)
    people = [phrase for ent in doc.ents if (phrase := _person_phrase(doc, ent))]
    people += _unrecognised(doc)
    sources = [phrases.read(doc, link.source) for link in links if link.source]
    people += [phrase for phrase in sources if phrase.sort is Sort.PERSON]
    firms = {ent[0].text for ent in doc.ents if ent.label_ == "ORG" and len(ent) > 1}
    people = [phrase for phrase in people if phrase.name not in firms]
    people.sort(key=lambda phrase: (not names.parse(phrase.name).is_full, phrase.span.start))
    for phrase in people:
        assert phrase.name_span is not None
        member = cast.person(phrase)
        if not cast.covered(phrase.name_span):
            cast.at(phrase.name_span, member, _token_at(doc, phrase.name_span))
    _surnames(cast)
    _parties(cast)
    _organisations(cast)
    _descriptions(cast)
    _pairs(cast)
    return cast


def _unrecognised(doc: Doc) -> Iterator[Phrase]:
    """First name and surname that the entity recogniser left out: the surname comes again alone."""
    lone = Counter(t.text for t in doc if t.text[:1].isupper() and not _beside_capital(t))
    for token in doc:
        if token.tag_ != "NNP" or token.ent_type_ or token.i < 1 or not lone[token.text]:
            continue
        first = token.nbor(-1)
        before = first.nbor(-1) if first.i else None
        alone = before is None or not before.text[:1].isupper() or before.is_space
        if (
            first.tag_[:2] == "NN"
            and not first.ent_type_
            and first.text.istitle()
            and alone
            and not _is_headline(token)
        ):
            span = Span(first.idx, token.idx + len(token))
            words = {nouns.singular(first.text), nouns.singular(token.text)}
            lexicon = nouns.load()
            if not words & (lexicon.institutions | lexicon.titles | lexicon.places):
                yield Phrase(
                    span, text_of(doc)[slice(*span)], Sort.PERSON,
                    name=text_of(doc)[slice(*span)], name_span=span,
                )  # fmt: skip


def _beside_capital(token: Token) -> bool:
    """Part of a longer name, or a word that begins a sentence."""
    before = token.nbor(-1) if token.i else None
    return before is not None and before.text[:1].isupper()


def _person_phrase(doc: Doc, entity: SpacySpan) -> Phrase | None:
    """A PERSON entity with the title before it and the apposition after it, if it is a name."""
    # "Mayor Odessa Harlan" is a person to whatever the recogniser takes her for.
    other = entity.label_ in ("ORG", "GPE", "FAC")
    if (
        entity.label_ != "PERSON"
        and not other
        or "\n" in entity.text.strip()
        or _is_headline(entity[0])
    ):
        return None
    left = min(_title_start(doc, entity.start), _compound_start(entity))
    end = entity.end
    while end < len(doc) and doc[end].tag_ == "NNP" and doc[end].text[:1].isupper():
        end += 1
    right = _apposition_end(doc, end)
    span = Span(doc[left].idx, doc[right - 1].idx + len(doc[right - 1]))
    phrase = phrases.read(doc, (span,))
    if other and (phrase.sort is not Sort.PERSON or not phrase.head):
        return None
    if phrase.sort is not Sort.PERSON or phrase.name_span is None:
        span = Span(entity.start_char, entity.end_char)
        phrase = phrases.read(doc, (span,))
    if phrase.sort is not Sort.PERSON or phrase.name_span is None:
        return None
    following = doc[entity.end] if entity.end < len(doc) else None
    if following is not None and following.tag_ in ("NN", "NNS") and following.text.islower():
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
    between = entity.doc[left : entity.start]
    plain = all(t.tag_[:2] in ("NN", "JJ", "DT", "PO", "PR", "HY") for t in between)
    return left if plain and len(between) <= 8 else entity.start


def _apposition_end(doc: Doc, end: int) -> int:
    if end + 2 >= len(doc) or doc[end].text != "," or doc[end + 1].lower_ not in ("the", "a", "an"):
        return end
    for number in range(end + 2, min(end + 18, len(doc))):
        if doc[number].text in (",", ".") or doc[number].is_space:
            return number
        if doc[number].tag_ in ("VBD", "VBZ", "MD"):
            break
    return end


def _surnames(cast: Cast) -> None:
    """Names that the entity recogniser missed or took for a place: "Harlan", "Psaki"."""
    for token in cast.doc:
        if not token.text[:1].isupper() or token.ent_type_ == "PERSON":
            continue
        key = names.fold(token.text)
        span = Span(token.idx, token.idx + len(token))
        if key not in cast.families or cast.covered(span) or _in_longer_name(token):
            continue
        if any(names.parse(token.text).keys[0] == m.forms[0].family for m in cast.families[key]):
            phrase = phrases.read(cast.doc, (span,), frozenset({key}))
            if phrase.sort is Sort.PERSON and not parties.load().whole(token.text):
                cast.at(span, cast.person(phrase), token)


def _in_longer_name(token: Token) -> bool:
    """Part of "Biden administration" is a mention of nobody; so is "Harlan Institute"."""
    if token.i + 1 >= len(token.doc):
        return False
    after = token.nbor(1)
    noun = nouns.singular(after.text)
    return noun in nouns.load().institutions and not after.is_punct


def _parties(cast: Cast) -> None:
    text = text_of(cast.doc)
    for match in parties.load().matches(text):
        if match.kind in (parties.Kind.DEMONYM, parties.Kind.OFFICE):
            continue
        span = Span(match.start, match.end)
        if cast.covered(span):
            continue
        token = _token_at(cast.doc, span)
        if token is None or token.ent_type_ == "PERSON" or _modifies(token):
            continue
        member = party_member(cast, party_name(text[match.start : match.end], match), match.code)
        member.aliases.add(text[match.start : match.end])
        cast.at(span, member, token)


def party_member(cast: Cast, name: str, code: str) -> Member:
    """The party or seat of this name, made if new: "Beijing", "the Kremlin"."""
    key = ("party", name)
    if key not in cast.named:
        cast.named[key] = cast.new(name, SpeakerKind.INSTITUTION, party=code)
    return cast.named[key]


def party_name(text: str, match: parties.Match) -> str:
    """A seat keeps its own name, all else is the party: "Beijing" is China."""
    if match.kind is parties.Kind.SEAT:
        return text
    return parties.load().parties[match.code].name


def _modifies(token: Token) -> bool:
    """ "US officials", "China ties": the party is no actor there."""
    return token.dep_ in ("compound", "amod", "nmod") and token.head.i > token.i


def _organisations(cast: Cast) -> None:
    """Organisations and outlets by name; "Quellor" is "Quellor Systems"."""
    for ent in cast.doc.ents:
        if ent.label_ not in ("ORG", "GPE", "FAC", "PERSON") or "\n" in ent.text:
            continue
        span = Span(ent.start_char, ent.end_char)
        if cast.covered(span) or _is_headline(ent[0]) or " and " in ent.text:
            continue
        phrase = phrases.read(cast.doc, (span,))
        if phrase.sort in (Sort.OUTLET, Sort.NAME, Sort.BODY) and phrase.text[:1].isupper():
            member = organisation(cast, phrase)
            member.place = member.place or ent.label_ in ("GPE", "FAC")
            cast.at(span, member, ent.root)


def organisation(cast: Cast, phrase: Phrase) -> Member:
    """The organisation or outlet of this name, made if new. The fullest form names it."""
    name = phrase.name or phrase.words
    name = name.removeprefix("the ").removeprefix("The ")
    keys = tuple(names.fold(word) for word in name.split())
    kind = SpeakerKind.OUTLET if phrase.sort is Sort.OUTLET else SpeakerKind.INSTITUTION
    alike = cast.organisations.setdefault(keys[0] if keys else "", [])
    for member in alike:
        long = member.forms[0].keys
        if keys == long[: len(keys)] or long == keys[: len(long)]:
            if len(keys) > len(long):
                member.name, member.forms[0] = name, Name(name, keys)
            break
    else:
        member = cast.new(name, kind, party=phrase.party)
        member.forms.append(Name(name, keys))
        alike.append(member)
    member.aliases.add(name)
    if phrase.head:
        member.heads.add(phrase.head)
    return member


def _descriptions(cast: Cast) -> None:
    """People and bodies brought in without a name: "a senior official", "two engineers"."""
    for token in cast.doc:
        if not token.tag_.startswith("NN") or token.text[:1].isupper():
            continue
        noun = nouns.singular(token.text)
        lexicon = nouns.load()
        known = noun in lexicon.persons or noun in lexicon.documents or noun in lexicon.institutions
        if not known or token.dep_ in ("compound", "appos", "attr", "nmod"):
            continue
        span = subtree(token)
        if cast.covered(Span(token.idx, token.idx + len(token))):
            continue
        phrase = phrases.read(cast.doc, (span,))
        brings_in = phrase.article == "a" or phrase.plural and not phrase.article
        if brings_in and phrase.head == noun and phrase.sort in DESCRIBED:
            cast.at(span, describe(cast, phrase), token)


DESCRIBED = {
    Sort.ROLE: SpeakerKind.ANONYMOUS,
    Sort.BODY: SpeakerKind.INSTITUTION,
    Sort.PRESS: SpeakerKind.OUTLET,
    Sort.DOCUMENT: SpeakerKind.DOCUMENT,
    Sort.OTHER: SpeakerKind.ANONYMOUS,
}


def describe(cast: Cast, phrase: Phrase) -> Member:
    """A member known by description; the same words in one article are the same member."""
    name = display(phrase)
    kind = DESCRIBED.get(phrase.sort, SpeakerKind.ANONYMOUS)
    key = (kind, name.lower())
    if key not in cast.named:
        cast.named[key] = cast.new(name, kind, party=phrase.party, named=False)
        cast.named[key].plural = phrase.plural and not phrase.one_of
    known = cast.named[key]
    known.learn(phrase)
    known.words.update(phrase.words.lower().split())
    known.aliases.add(phrase.words)
    return known


def display(phrase: Phrase) -> str:
    """A description as a name: "One US source" → "a US source", "three officials" → "officials"."""
    words = _american(phrase.words)
    if phrase.one_of:
        first, *rest = words.split()
        head = next((w for w in words.split() if nouns.singular(w) == phrase.head), first)
        single = nouns.singular(head)
        return with_article(words.replace(head, single, 1))
    if phrase.article == "a" and not phrase.plural:
        return with_article(words)
    plain = phrase.plural and words[:1].isupper() and not words[1:2].isupper()
    first = words.split()[0] if words else ""
    if plain and not parties.load().whole(first) and nouns.singular(first) == phrase.head:
        return words[0].lower() + words[1:]
    return words


def _american(words: str) -> str:
    """ "United States officials" and "American officials" are "US officials"."""
    for spelling in ("the United States", "United States", "U.S.", "American"):
        if words.startswith(spelling + " "):
            return "US" + words[len(spelling) :]
    return words


def with_article(words: str) -> str:
    article = "an" if words[:1].lower() in "aeio" else "a"
    return f"{article} {words}"


def _pairs(cast: Cast) -> None:
    """ "Xi and Putin met": two names joined are a group that "they" can mean."""
    text = text_of(cast.doc)
    for first, second in zip(cast.occurrences[:-1], cast.occurrences[1:], strict=True):
        between = text[first.end : second.start].strip().lower()
        alike = first.member.kind is second.member.kind and first.member is not second.member
        if alike and first.member.named and (between == "and" or _joined(between)):
            cast.at(Span(first.start, second.end), cast.group([first.member, second.member]))


def _joined(between: str) -> bool:
    """ "Joe Biden and Chinese President Xi": "and" with a title."""
    first, _, rest = between.partition(" ")
    titles = nouns.load().titles | {"his", "her", "their", "its", "the"}
    words = rest.replace("’s", "").split()
    party = [word for word in words if parties.load().whole(word.title()) or word in titles]
    return first == "and" and len(words) <= 5 and len(party) == len(words)


def subtree(token: Token) -> Span:
    """The noun phrase of a token up to its relative clause, within its line."""
    left, right = token.left_edge.i, token.right_edge.i
    for number in range(token.i - 1, left - 1, -1):
        if "\n" in token.doc[number].text:
            left = number + 1
            break
    while left < token.i and (token.doc[left].is_space or token.doc[left].is_punct):
        left += 1
    for number in range(token.i + 1, right + 1):
        here = token.doc[number]
        if here.is_space or here.tag_ in ("WP", "WDT") or here.text in (",", ";", ":", "”", "“"):
            right = number - 1
            break
    while right + 1 < len(token.doc) and _continues_name(token.doc[right + 1]):
        right += 1
    return Span(token.doc[left].idx, token.doc[right].idx + len(token.doc[right]))


def _continues_name(token: Token) -> bool:
    """Where the parser ends a name too soon: "Radio | Nor", "agency | NPA"."""
    before = token.nbor(-1)
    named = before.text[:1].isupper() or nouns.singular(before.text) in nouns.load().outlets
    return named and token.text[:1].isupper() and token.ent_type_ not in ("DATE", "TIME")


def _token_at(doc: Doc, span: Span) -> Token | None:
    found = doc.char_span(span.start, span.end, alignment_mode="expand")
    return found.root if found is not None else None


def _is_subject(token: Token | None) -> bool:
    return token is not None and token.dep_ in _SUBJECTS


def _is_headline(token: Token) -> bool:
    """Is the token's line a headline, a menu or a credit: no full stop at its end?"""
    text = text_of(token.doc)
    end = text.find("\n", token.idx)
    end = end if end >= 0 else len(text)
    line_end = text[max(token.idx, end - 40) : end].rstrip()
    return not line_end.endswith((".", "!", "?", "”", '"', "’", ":", ";", ","))


def _sentence_starts(doc: Doc) -> list[int]:
    """Where sentences begin; a line end is one too."""
    starts = {sentence.start_char for sentence in doc.sents}
    starts |= {token.idx + len(token) for token in doc if "\n" in token.text}
    return sorted(starts)
