"""What a noun phrase says by itself: its name, head noun, owner, role and number.

"US National Security Adviser Jake Sullivan", "its ambassador to the nation", "One of the
people", "Moscow's official readout" are read here; who they are is for ``coreference``.
"""

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from claims.extraction import parties
from claims.extraction.noun_phrases import lexicon, trimming
from claims.extraction.noun_phrases import tokens as parts
from claims.extraction.noun_phrases.outlets import is_titled, outlet_in
from claims.extraction.noun_phrases.people import PersonFinder, demonym, only_modifies
from claims.extraction.noun_phrases.phrase import NounPhrase, PhraseKind
from claims.extraction.parsing.spacy_pipeline import all_tokens, text_of, token_numbers
from claims.extraction.parsing.syntax import FINITE
from claims.extraction.types import Span, Spans
from claims.extraction.word_lists import word_lists

PRONOUNS = word_lists().pronoun_genders
_NAMES = ("US", "WHO")  # that would be pronouns without their capitals
_HONORIFIC_END = re.compile(r"(?:^|\s+)(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Dame|Rev)\.?$")
# "The SHO", "the NAP": an office or a body, whatever the names network takes it for.
BY_INITIALS = re.compile(r"[Tt]he (?P<letters>[A-Z]{2,5})")
_LEADING = word_lists().phrase_openings | {"rival", "what"}
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?:[ap]m)?")  # "15:05 Police are warning"
_SOME = parts.QUANTITY | {"others"}
_OF_PRESS = word_lists().press_modifiers
_DEPENDING = ("IN", "WP", "WDT", "POS")
_QUOTES = "“”\"'‘’„«»"


def tokens_of(doc: Doc, start: int, end: int) -> list[Token]:
    """The tokens that ``text[start:end]`` touches; as ``Doc.char_span`` has them, but quicker."""
    numbers = token_numbers(doc, start, end)
    return all_tokens(doc)[numbers.start : numbers.stop]


def read(doc: Doc, spans: Spans, person_words: frozenset[str] = frozenset()) -> NounPhrase:
    """Read the phrase at these spans; ``person_words`` are folded names known elsewhere.

    Several stages ask for the same phrase, so the doc keeps what was read.
    """
    cache: dict[object, NounPhrase] = doc.user_data.setdefault("phrases", {})
    key = (tuple(spans), person_words)
    if key not in cache:
        cache[key] = _read(doc, spans, person_words)
    return cache[key]


def _read(doc: Doc, spans: Spans, person_words: frozenset[str]) -> NounPhrase:
    whole = Span(spans[0].start, spans[-1].end)
    pieces = (whole,) if parts.is_listed(text_of(doc), spans) else spans
    tokens = [token for piece in pieces for token in tokens_of(doc, piece.start, piece.end)]
    tokens = [token for token in tokens if not token.is_space and token.text not in _QUOTES]
    tokens = trimming.without_setting(tokens)
    while tokens and (tokens[-1].is_punct and tokens[-1].text != "." or tokens[-1].tag_ == "POS"):
        tokens.pop()
    while len(tokens) > 1 and (
        tokens[0].is_punct or tokens[0].lower_ in _LEADING or _CLOCK.fullmatch(tokens[0].text)
    ):
        tokens.pop(0)
    tokens = trimming.without_opening(tokens)
    if len(tokens) > 1 and tokens[1].text[:1] == "@":
        tokens = tokens[1:2]  # "leaker @lensview, who posts there"
    while len(tokens) > 1 and parts.is_time(tokens[-1]):
        tokens.pop()
        if tokens[-1].lower_ in ("on", "last", "this", "next") and len(tokens) > 1:
            tokens.pop()
    while len(tokens) > 1 and tokens[-1].lower_.endswith(("self", "selves")):
        tokens.pop()  # "the company itself"
    if not tokens:
        return NounPhrase(whole, text_of(doc)[whole.start : whole.end], PhraseKind.OTHER)
    return PhraseReader(doc, tokens, person_words).read()


class PhraseReader:
    """Reads one phrase; holds what all its steps look at: doc, tokens, names of people."""

    def __init__(self, doc: Doc, tokens: list[Token], person_words: frozenset[str]) -> None:
        self.doc = doc
        self.tokens = tokens
        self.person_words = person_words
        self.span = Span(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))
        self.text = text_of(doc)[self.span.start : self.span.end]
        self.segments = parts.segments(tokens)
        self.people = PersonFinder(self.segments, person_words)

    def read(self) -> NounPhrase:
        first = self.tokens[0].lower_
        if len(self.tokens) == 1 and first in PRONOUNS and self.tokens[0].text not in _NAMES:
            return NounPhrase(self.span, self.text, PhraseKind.PRONOUN, head=first)
        if parts := self._several() or self._apposed_several():
            return NounPhrase(self.span, self.text, PhraseKind.SEVERAL, parts=parts, plural=True)
        if not outlet_in(self.segments) and not BY_INITIALS.fullmatch(self.text):
            for number, segment in self._subject_first():
                if name := self.people.name_in(segment):
                    return self._named(PhraseKind.PERSON, name, number)
        return self._described()

    def _subject_first(self) -> Iterator[tuple[int, list[Token]]]:
        """The segments with their numbers: first the last one where it holds a name with its own
        office, for no apposition does: "(attacking) Ravi Moss, *union leader Ana Kost* said"."""
        numbered = list(enumerate(self.segments))
        last = self.segments[-1]
        people = [next(parts.people(segment), []) for segment in self.segments]
        titled = bool(people[-1]) and people[-1][0].i > last[0].i
        if len(numbered) > 1 and people[0] and titled:
            before = people[-1][0].nbor(-1)
            if lexicon.singular(before.text) in lexicon.load().persons and not _depends(last):
                numbered.insert(0, numbered.pop())
        yield from (row for row in numbered if not row[0] or row[1][0].tag_ != "CC")

    # Names --------------------------------------------------------------------------------

    def _named(self, kind: PhraseKind, name: list[Token], number: int) -> NounPhrase:
        suffix = parts.suffix(self.doc, name[-1])
        end = suffix.end if suffix else name[-1].idx + len(name[-1])
        span = Span(name[0].idx, end)
        segment = self.segments[number]
        offices = [trimming.without_document(s) for s in self.segments]
        title = parts.strip_article(parts.string([t for t in segment if t.i < name[0].i]))
        full_title, title = title, _HONORIFIC_END.sub("", title)
        role = title or next(
            (parts.strip_article(parts.string(s)) for s in offices if self._is_role(s, name)),
            "",
        )
        head = parts.head([t for t in segment if t.i < name[0].i]) if title else None
        if head is None:
            others = [h for s in offices if self._is_role(s, name) and (h := parts.head(s))]
            head = others[0] if others else None
        return NounPhrase(
            self.span, self.text, kind,
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

    def _described(self) -> NounPhrase:
        segment = self.segments[0]
        if segment[0].lower_ == "one" and len(segment) > 2 and segment[1].lower_ == "of":
            segment, one_of = segment[2:], True
            if (apposed := self._apposed()) is not None:
                segment, one_of = apposed, False
        else:
            one_of = False
        if apposed := trimming.apposed_body(self.segments):
            segment = apposed
        segment = trimming.document_alone(segment)
        words = parts.string(segment)
        gazetteer = parties.load()
        if gazetteer.whole(words):
            match = gazetteer.whole(words)
            assert match is not None
            name = parts.strip_article(words)
            return NounPhrase(
                self.span, self.text, PhraseKind.PARTY, name=name, party=match.code, words=name
            )
        if outlet := outlet_in(self.segments):
            return NounPhrase(self.span, self.text, PhraseKind.OUTLET, name=outlet, words=words)
        head = parts.head(segment) or segment[-1]
        if party := demonym(head):
            return NounPhrase(self.span, self.text, PhraseKind.PARTY, name=head.text, party=party)
        kind = PhraseKind.NAME if is_titled(segment) else _kind(head, segment)
        entity = [token for token in parts.entity_ending(head) if token.i >= segment[0].i]
        named = entity or trimming.without_state(segment)
        name = parts.string(named) if kind is PhraseKind.NAME else ""
        bare = parts.strip_quantity(parts.strip_article(words))
        return NounPhrase(
            self.span, self.text, kind, name=parts.strip_article(name),
            head=lexicon.singular(head.text), article=self._article(), words=bare,
            role=bare if kind is PhraseKind.ROLE else "", party=gazetteer.party_of(words),
            owner=self._owner(segment), plural=parts.is_plural(head) or parts.is_counted(segment),
            one_of=one_of,
        )  # fmt: skip

    def _apposed(self) -> list[Token] | None:
        """ "One of them, *a senior official at the ministry*"."""
        for segment in self.segments[1:]:
            head = parts.head(segment)
            person = head is not None and lexicon.singular(head.text) in lexicon.load().persons
            if segment[0].lower_ in ("a", "an") and person:
                return segment
        return None

    def _several(self) -> tuple[Span, ...]:
        """The parts of "Both Xi and Putin", "India, Japan and Brazil": names, not descriptions."""
        tokens = [token for token in self.tokens if token.lower_ != "both"]
        joints = [t for t in tokens if t.lower_ in ("and", "&") and not parts.goes_on(t)]
        first_parts = [token for token in tokens if not joints or token.i <= joints[-1].i]
        if not joints or any(token.tag_ in _DEPENDING for token in first_parts):
            return ()
        groups: list[list[Token]] = [[]]
        for token in tokens:
            if token.text in (",", "and", "&"):
                groups.append([])
            else:
                groups[-1].append(token)
        groups = [group for group in groups if group]
        if any(only_modifies(group) for group in groups[:-1]):
            return ()
        apposed = len(groups) > 2 and groups[-2][0].i > joints[-1].i
        if apposed and _is_of_people(groups[-1]):
            groups.pop()  # "Jon Moe and Ida Lund, *leaders of the union*"
        named = [self._is_name_group(group) for group in groups]
        last = groups[-1] if groups and groups[-1][0].i == joints[-1].i + 1 else None
        fits = (
            name or self._is_definite(group) or group is last and _is_of_people(group)
            for name, group in zip(named, groups, strict=True)
        )
        if len(groups) < 2 or not any(named) or not all(fits):
            return ()
        return tuple(Span(g[0].idx, g[-1].idx + len(g[-1])) for g in groups)

    def _apposed_several(self) -> tuple[Span, ...]:
        """ "The two mayors, *Nora Lind and Emil Roos*"."""
        comma = next((n for n, token in enumerate(self.tokens) if token.text == ","), 0)
        head = self.tokens[comma - 1] if comma else None
        if head is None or head.tag_ != "NNS" or head.text[:1].isupper():
            return ()
        rest = PhraseReader(self.doc, self.tokens[comma + 1 :], self.person_words)
        return rest._several() if len(self.tokens) > comma + 2 else ()

    def _is_definite(self, group: list[Token]) -> bool:
        """ "*The company* and Quellor", "Tom Ashby and *his wife*"."""
        noun = lexicon.singular(group[-1].text)
        described = noun in lexicon.load().institutions | lexicon.load().persons
        opens = group[0].lower_ == "the" or group[0].tag_ == "PRP$"
        return len(group) == 2 and opens and described and group[-1].tag_ == "NN"

    def _is_name_group(self, group: list[Token]) -> bool:
        text = parts.string(group)
        firm = all(token.ent_type_ == "ORG" and token.text[:1].isupper() for token in group)
        if len(group) == 1 and lexicon.singular(text.lower()) in lexicon.load().persons:
            return False  # "*Singer* and former minister Ida Lund": one and the same
        known = parties.load().whole(text) or lexicon.outlet_named(text)
        name = self.people.name_in(group)
        # "Former *Wow!* bandmate and old friend Tom Hale": what the name belongs to is no name.
        ends = bool(name) and not any(
            token.tag_[:2] == "NN" and token.text[:1].islower()
            for token in group
            if token.i > name[-1].i
        )
        return firm or bool(known or ends)

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
        head = parts.head(self.segments[0])
        # "A group led by Roos’s aide" is nobody's own.
        owned = any(t.tag_ == "POS" and (head is None or t.i < head.i) for t in self.segments[0])
        if first.tag_ == "PRP$" or owned:
            return "own"
        return "a" if first.lower_ in ("a", "an", "one", "another") or first.tag_ == "CD" else ""


def _is_of_people(group: list[Token]) -> bool:
    """Emil Roos and "*Green council leaders*", "*his deputies*", "*leaders of the council*"."""
    end = next((n for n, token in enumerate(group) if token.tag_ in _DEPENDING), len(group))
    noun = group[end - 1] if end else None
    people = noun is not None and lexicon.singular(noun.text) in lexicon.load().persons
    clause = any(token.tag_ in ("WP", "WDT", *FINITE) for token in group)
    return noun is not None and people and noun.tag_ == "NNS" and not clause


def _depends(segment: list[Token]) -> bool:
    """ "*Whose* lawyer Ana Kost", "brother *of* the singer Mia Lund": about somebody else."""
    return any(token.tag_ in ("IN", "TO", "POS", "PRP$", "CC", "VBG", "VBN") for token in segment)


def _kind(head: Token, segment: list[Token]) -> PhraseKind:
    words, noun = lexicon.load(), lexicon.singular(head.text)
    if head.lower_ in _SOME and head.ent_type_ != "ORG":
        return PhraseKind.ROLE  # "Many fear that": people, however written; not "Page Nine"
    before = {token.lower_ for token in segment if token.i < head.i}
    press = before & _OF_PRESS
    if noun == "source" and "news" in before:
        return PhraseKind.PRESS
    if noun == "house" and not press:
        return PhraseKind.NAME if head.text[:1].isupper() else PhraseKind.OTHER
    if noun in words.outlets and (noun not in words.institutions or press):
        printed = noun in words.documents and noun in ("paper", "website", "publication")
        plain = not press and "of" not in before
        return PhraseKind.DOCUMENT if printed and plain else PhraseKind.PRESS
    alone = head.text.isupper() and all(token.tag_ == "DT" for token in segment if token != head)
    if alone and noun in word_lists().office_initials:
        return PhraseKind.ROLE  # "the SHO"
    if noun in words.persons:
        short = head.text[:-1].isupper() and head.text[-1:] == "s"  # "MPs"
        is_body = head.ent_type_ == "ORG" and not short and not parts.is_counted(segment)
        return PhraseKind.NAME if is_body else PhraseKind.ROLE
    if noun in words.institutions:
        return PhraseKind.BODY
    if noun in words.documents:
        return PhraseKind.DOCUMENT
    # "*Fans* are split": a capital for its place alone.
    opens = head.is_sent_start and head.tag_ == "NNS" and not head.ent_type_
    return PhraseKind.NAME if head.text[:1].isupper() and not opens else PhraseKind.OTHER
