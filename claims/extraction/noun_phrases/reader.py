"""What a noun phrase says by itself: its name, head noun, owner, role and number.

"US National Security Adviser Jake Sullivan", "its ambassador to the nation", "One of the
people", "Moscow's official readout" are read here; who they are is for ``speakers``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from spacy.tokens import Doc, Token

from claims.extraction import parties
from claims.extraction.folding import fold_word
from claims.extraction.noun_phrases import lexicon
from claims.extraction.noun_phrases import tokens as parts
from claims.extraction.parsing.spacy_pipeline import text_of
from claims.extraction.types import Span, Spans
from claims.extraction.word_lists import word_lists

PRONOUNS = word_lists().pronoun_genders
_NAMES = ("US", "WHO")  # that would be pronouns without their capitals
_HONORIFIC_END = re.compile(r"(?:^|\s+)(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Dame|Rev)\.?$")
_NAMED = frozenset({"ORG", "GPE", "FAC", "LOC", "NORP", "PRODUCT", "EVENT", "LAW"})
_DESCRIBED = ("NN", "NNS", "JJ")  # what a name before it modifies: "a Tate aide"
_LEADING = word_lists().phrase_openings
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?:[ap]m)?")  # "15:05 Police are warning"
_QUOTES = "“”\"'‘’„«»"


class Sort(StrEnum):
    """What a phrase names, going by its own words."""

    PRONOUN = "pronoun"
    PERSON = "person"  # has a person's name
    PARTY = "party"  # a state or bloc, or what stands for one
    OUTLET = "outlet"  # has an outlet's name
    NAME = "name"  # has a name, of an organisation as far as can be seen
    ROLE = "role"  # a person by description: the official
    BODY = "body"  # an institution by description: the ministry
    PRESS = "press"  # an outlet by description: the newspaper
    DOCUMENT = "document"
    SEVERAL = "several"  # A and B
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase read; empty strings and spans stand for "not there".

    ``article`` is "the", "a", "own" (his, its, X's), or "". ``words`` is the description
    without its article and quantity; ``owner`` is where the possessor stands.
    """

    span: Span
    text: str
    sort: Sort
    name: str = ""
    name_span: Span | None = None
    head: str = ""
    article: str = ""
    words: str = ""
    role: str = ""
    party: str = ""
    owner: Span | None = None
    plural: bool = False
    one_of: bool = False
    parts: tuple[Span, ...] = ()


def tokens_of(doc: Doc, start: int, end: int) -> list[Token]:
    """The tokens that ``text[start:end]`` touches."""
    span = doc.char_span(start, end, alignment_mode="expand")
    return list(span) if span is not None else []


def read(doc: Doc, spans: Spans, person_words: frozenset[str] = frozenset()) -> Phrase:
    """Read the phrase at these spans; ``person_words`` are folded names known elsewhere.

    Several stages ask for the same phrase, so the doc keeps what was read.
    """
    cache: dict[object, Phrase] = doc.user_data.setdefault("phrases", {})
    key = (tuple(spans), person_words)
    if key not in cache:
        cache[key] = _read(doc, spans, person_words)
    return cache[key]


def _read(doc: Doc, spans: Spans, person_words: frozenset[str]) -> Phrase:
    tokens = [token for piece in spans for token in tokens_of(doc, piece.start, piece.end)]
    tokens = [token for token in tokens if not token.is_space and token.text not in _QUOTES]
    while tokens and (tokens[-1].is_punct and tokens[-1].text != "." or tokens[-1].tag_ == "POS"):
        tokens.pop()
    while len(tokens) > 1 and (
        tokens[0].is_punct
        or tokens[0].lower_ in _LEADING | {"rival"}
        or _CLOCK.fullmatch(tokens[0].text)
    ):
        tokens.pop(0)
    if len(tokens) > 1 and tokens[1].text[:1] == "@":
        tokens = tokens[1:2]  # "leaker @lensview, who posts there"
    while len(tokens) > 1 and _is_time(tokens[-1]):
        tokens.pop()
        if tokens[-1].lower_ in ("on", "last") and len(tokens) > 1:
            tokens.pop()
    if not tokens:
        whole = Span(spans[0].start, spans[-1].end)
        return Phrase(whole, text_of(doc)[whole.start : whole.end], Sort.OTHER)
    return _Reader(doc, tokens, person_words).read()


def _is_time(token: Token) -> bool:
    """ "Local media *overnight*", "Li *Friday*": when they spoke, and no part of who they are."""
    times = lexicon.name_parts().times
    return not token.ent_type_ and (token.lower_ in times or token.tag_ == "RB")


class _Reader:
    """Reads one phrase. A class only to keep doc, tokens and known names at hand."""

    def __init__(self, doc: Doc, tokens: list[Token], person_words: frozenset[str]) -> None:
        self.doc = doc
        self.tokens = tokens
        self.person_words = person_words
        self.span = Span(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))
        self.text = text_of(doc)[self.span.start : self.span.end]
        self.segments = parts.segments(tokens)

    def read(self) -> Phrase:
        first = self.tokens[0].lower_
        if len(self.tokens) == 1 and first in PRONOUNS and self.tokens[0].text not in _NAMES:
            return Phrase(self.span, self.text, Sort.PRONOUN, head=first)
        if parts := self._several() or self._apposed_several():
            return Phrase(self.span, self.text, Sort.SEVERAL, parts=parts, plural=True)
        if not self._outlet():
            for number, segment in enumerate(self.segments):
                if name := self._person(segment):
                    return self._named(Sort.PERSON, name, number)
        return self._described()

    # Names --------------------------------------------------------------------------------

    def _person(self, segment: list[Token]) -> list[Token]:
        """The tokens of the person's name that this segment is about, titles taken off."""
        for name in reversed(list(parts.people(segment))):
            if self._is_about(segment, name) and not self._is_other(name):
                return parts.without_honorific(name)
        number = 0
        while number < len(segment):
            run = parts.capitals(segment, number)
            if not run:
                number += 1
                continue
            start, number = number, number + len(run)
            rest = segment[number:]
            owns = bool(rest) and rest[0].tag_ == "POS" and len(rest) > 1
            name = parts.without_titles(run)
            before = segment[:start]
            if name and parts.is_office(segment, start):
                before, name = [], parts.named_person(name)
            modifies = bool(rest) and rest[0].tag_ in _DESCRIBED and rest[0].text[:1].islower()
            firm = name != run and run[0].ent_type_ == "ORG" and parts.goes_on(run[-1])
            if not name or owns or modifies or parts.depends(before) or firm:
                continue
            if self._is_person(name, before, run):
                return name
        return []

    def _is_about(self, segment: list[Token], name: list[Token]) -> bool:
        """Is the phrase about this name: not "Tate’s mother", "a Tate aide", "aide to Tate"?"""
        before = [token for token in segment if token.i < name[0].i]
        rest = [token for token in segment if token.i > name[-1].i]
        owns = bool(rest) and rest[0].tag_ == "POS" and len(rest) > 1
        modifies = bool(rest) and rest[0].tag_ in _DESCRIBED and rest[0].text[:1].islower()
        return not (owns or modifies or parts.depends(before))

    def _is_other(self, name: list[Token]) -> bool:
        """Is it surely no person, whatever the names network says: a state, an outlet?"""
        text = " ".join(token.text for token in name)
        return (
            parties.load().whole(text) is not None
            or len(name) > 1
            and bool(lexicon.outlet_named(text))
        )

    def _is_person(self, name: list[Token], before: list[Token], run: list[Token]) -> bool:
        text = " ".join(token.text for token in name)
        words = lexicon.load()
        if parties.load().whole(text) or lexicon.outlet_named(text) and len(name) > 1:
            return False
        if name[-1].tag_ == "JJ" and _demonym(name[-1]):
            return False  # "Fresh Indian" allegations
        last = lexicon.singular(name[-1].text)
        if len(name) > 1 and (last in words.institutions | words.places | words.corporate):
            return False
        label = name[0].ent_type_ or name[-1].ent_type_
        if all(fold_word(t.text) in self.person_words for t in name if len(t.text) > 2):
            return True
        titled = (
            run[0] is not name[0] and lexicon.singular(run[-len(name) - 1].text) in words.persons
        )
        described = bool(before) and lexicon.singular(before[-1].text) in words.persons
        if titled or described or self._has_age():
            return not (len(name) == 1 and label == "ORG" and name[0].text.isupper())
        unknown = not any(token.ent_type_ in _NAMED for token in name)
        if not before and run == name and len(name) == 2 and unknown:
            # Two capitalised words that the recogniser has no opinion of: most are people.
            return all(token.text.istitle() for token in name)
        owned = bool(before) and before[-1].tag_ == "POS"
        role = None if before else self._role_segment()
        if (owned or role is not None) and len(name) in (2, 3):
            # "Her counterpart, Otávio Requião" is sure, "Quellor, the designer" may be a firm.
            sure = role is not None and (role < name[0].i or self._is_human(role))
            return label not in ("ORG", "GPE") or sure
        return label == "PERSON"

    def _is_human(self, role: int) -> bool:
        return lexicon.singular(self.doc[role].text) in lexicon.load().human

    def _has_age(self) -> bool:
        return any(len(s) == 1 and s[0].tag_ == "CD" and len(s[0]) == 2 for s in self.segments)

    def _role_segment(self) -> int | None:
        """Where a lower-case person noun heads a segment ("her counterpart, …")."""
        for segment in self.segments:
            head = parts.head(segment)
            plain = head is not None and head.text[:1].islower()
            if plain and head is not None and lexicon.singular(head.text) in lexicon.load().persons:
                return head.i
        return None

    def _named(self, sort: Sort, name: list[Token], number: int) -> Phrase:
        suffix = parts.suffix(self.doc, name[-1])
        end = suffix.end if suffix else name[-1].idx + len(name[-1])
        span = Span(name[0].idx, end)
        segment = self.segments[number]
        title = parts.strip_article(self._string([t for t in segment if t.i < name[0].i]))
        full_title, title = title, _HONORIFIC_END.sub("", title)
        role = title or next(
            (parts.strip_article(self._string(s)) for s in self.segments if self._is_role(s, name)),
            "",
        )
        head = parts.head([t for t in segment if t.i < name[0].i]) if title else None
        if head is None:
            others = [h for s in self.segments if self._is_role(s, name) and (h := parts.head(s))]
            head = others[0] if others else None
        return Phrase(
            self.span, self.text, sort,
            name=text_of(self.doc)[span.start : span.end], name_span=span,
            head=lexicon.singular(head.text) if head is not None else "", article=self._article(),
            role=role, party=parties.load().party_of(role), words=full_title or role,
            owner=self._owner(segment if title else self.segments[0]),
        )  # fmt: skip

    def _is_role(self, segment: list[Token], name: list[Token]) -> bool:
        if not segment or segment[0].i <= name[0].i <= segment[-1].i:
            return False
        head = parts.head(segment)
        return head is not None and lexicon.singular(head.text) in lexicon.load().persons

    # Descriptions -------------------------------------------------------------------------

    def _described(self) -> Phrase:
        segment = self.segments[0]
        if segment[0].lower_ == "one" and len(segment) > 2 and segment[1].lower_ == "of":
            segment, one_of = segment[2:], True
            if (apposed := self._apposed()) is not None:
                segment, one_of = apposed, False
        else:
            one_of = False
        words = self._string(segment)
        gazetteer = parties.load()
        if gazetteer.whole(words):
            match = gazetteer.whole(words)
            assert match is not None
            name = parts.strip_article(words)
            return Phrase(self.span, self.text, Sort.PARTY, name=name, party=match.code, words=name)
        if outlet := self._outlet():
            return Phrase(self.span, self.text, Sort.OUTLET, name=outlet, words=words)
        head = parts.head(segment) or segment[-1]
        if demonym := _demonym(head):
            return Phrase(self.span, self.text, Sort.PARTY, name=head.text, party=demonym)
        sort = _sort(head, segment)
        name = self._string(_entity(head) or segment) if sort is Sort.NAME else ""
        bare = parts.strip_quantity(parts.strip_article(words))
        return Phrase(
            self.span, self.text, sort, name=parts.strip_article(name),
            head=lexicon.singular(head.text), article=self._article(), words=bare,
            role=bare if sort is Sort.ROLE else "", party=gazetteer.party_of(words),
            owner=self._owner(segment), plural=parts.is_plural(head), one_of=one_of,
        )  # fmt: skip

    def _apposed(self) -> list[Token] | None:
        """ "One of them, *a senior official at the ministry*"."""
        for segment in self.segments[1:]:
            head = parts.head(segment)
            person = head is not None and lexicon.singular(head.text) in lexicon.load().persons
            if segment[0].lower_ in ("a", "an") and person:
                return segment
        return None

    def _outlet(self) -> str:
        """An outlet's name: known, or a name after "newspaper", "news source", "broadcaster"."""
        presses = lexicon.load().outlets | {"source"}
        for segment in self.segments:
            if named := lexicon.outlet_named(self._string(segment)):
                return named
            for number, token in enumerate(segment):
                run = parts.capitals(segment, number)
                if not run or number and parts.goes_on(token):
                    continue  # "BBC *Radio Kernow*" is one name
                text = self._string(run)
                before = segment[:number]
                if before and before[-1].lower_ == "the":  # "local newspaper the Foln Echo"
                    before = before[:-1]
                press = bool(before) and lexicon.singular(before[-1].text) in presses
                press = press and any(
                    t.lower_ in ("news", "state", "state-run", "media")
                    or lexicon.singular(t.text) in presses - {"source"}
                    for t in before
                )
                if parts.depends(before) or (segment[number - 1 :] and token.tag_ == "POS"):
                    continue
                if len(run) == len(segment) - number and (press or lexicon.outlet_named(text)):
                    return lexicon.outlet_named(text) or text
        return ""

    def _several(self) -> tuple[Span, ...]:
        """The parts of "Both Xi and Putin", "India, Japan and Brazil": names, not descriptions."""
        tokens = [token for token in self.tokens if token.lower_ != "both"]
        joints = [n for n, token in enumerate(tokens) if token.lower_ in ("and", "&")]
        if not joints or any(token.tag_ in ("IN", "WP", "WDT", "POS") for token in tokens):
            return ()
        groups: list[list[Token]] = [[]]
        for token in tokens:
            if token.text in (",", "and", "&"):
                groups.append([])
            else:
                groups[-1].append(token)
        groups = [group for group in groups if group]
        if len(groups) < 2 or not all(self._is_name_group(group) for group in groups):
            return ()
        return tuple(Span(g[0].idx, g[-1].idx + len(g[-1])) for g in groups)

    def _apposed_several(self) -> tuple[Span, ...]:
        """ "The two mayors, *Nora Lind and Emil Roos*"."""
        comma = next((n for n, token in enumerate(self.tokens) if token.text == ","), 0)
        head = self.tokens[comma - 1] if comma else None
        if head is None or head.tag_ != "NNS" or head.text[:1].isupper():
            return ()
        rest = _Reader(self.doc, self.tokens[comma + 1 :], self.person_words)
        return rest._several() if len(self.tokens) > comma + 2 else ()

    def _is_name_group(self, group: list[Token]) -> bool:
        text = self._string(group)
        return bool(parties.load().whole(text) or self._person(group) or lexicon.outlet_named(text))

    def _owner(self, segment: list[Token]) -> Span | None:
        """Where "Xi’s", "its" stands, or the X of "spokesman for X", "statement by X"."""
        if segment and segment[0].tag_ == "PRP$":
            return Span(segment[0].idx, segment[0].idx + len(segment[0]))
        for number, token in enumerate(segment):
            if token.tag_ == "POS" and number:
                return Span(segment[0].idx, segment[number - 1].idx + len(segment[number - 1]))
            if token.tag_ in ("IN", "TO") and number:
                head = parts.head(segment)
                beside = head is not None and segment[number - 1].i == head.i
                if (
                    token.lower_ in ("of", "for", "from", "by", "on")
                    and beside
                    and segment[number + 1 :]
                ):
                    return Span(segment[number + 1].idx, segment[-1].idx + len(segment[-1]))
                return None
        return None

    def _article(self) -> str:
        first = self.tokens[0]
        if first.lower_ in ("the", "this", "that", "these", "those"):
            return "the"
        if first.tag_ == "PRP$" or any(t.tag_ == "POS" for t in self.segments[0]):
            return "own"
        return "a" if first.lower_ in ("a", "an", "one", "another") or first.tag_ == "CD" else ""

    def _string(self, tokens: Sequence[Token]) -> str:
        if not tokens:
            return ""
        return text_of(self.doc)[tokens[0].idx : tokens[-1].idx + len(tokens[-1])]


def _demonym(head: Token) -> str:
    """The party of an adjective that heads a source: "new Israeli" (allegations)."""
    match = parties.load().whole(head.text) if head.text[:1].isupper() else None
    adjective = match is not None and match.kind is parties.Kind.DEMONYM and head.tag_ != "NNPS"
    return match.code if match is not None and adjective and not head.text.endswith("s") else ""


def _entity(head: Token) -> list[Token]:
    """The name of an organisation or place that a head word ends, without what describes it."""
    entity = next((e for e in head.doc.ents if e.start <= head.i < e.end), None)
    named = entity is not None and entity.label_ in ("ORG", "GPE")
    if entity is None or not named or entity.end != head.i + 1:
        return []
    tokens = list(entity)
    # "Parrot charity Feathered Friends": what describes it ends with a common noun.
    common = [n for n, t in enumerate(tokens) if t.text.islower() and t.tag_ in ("NN", "NNS")]
    return tokens[common[-1] + 1 :] if common else tokens


def _sort(head: Token, segment: list[Token]) -> Sort:
    words, noun = lexicon.load(), lexicon.singular(head.text)
    if head.lower_ in parts.QUANTITY | {"others"}:
        return Sort.ROLE  # "Many fear that": people, however it is written
    before = {token.lower_ for token in segment if token.i < head.i}
    press = before & {
        "news",
        "state",
        "state-run",
        "media",
        "local",
        "tv",
        "television",
        "official",
    }
    if noun == "source" and "news" in before:
        return Sort.PRESS
    if noun in words.outlets and (noun not in words.institutions or press):
        if noun in words.documents and not press and "of" not in before:
            return Sort.DOCUMENT if noun in ("paper", "website", "publication") else Sort.PRESS
        return Sort.PRESS
    if noun in words.persons:
        return Sort.NAME if head.ent_type_ == "ORG" else Sort.ROLE
    if noun in words.institutions:
        return Sort.BODY
    if noun in words.documents:
        return Sort.DOCUMENT
    return Sort.NAME if head.text[:1].isupper() else Sort.OTHER
