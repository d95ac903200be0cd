"""Quotations without a cue: under a label, after a topic, or after whoever was just introduced.

    Piet Vandermeer, fisherman
    “It must go.”

    On the medical staff: “They are not to blame.”

    For Alice Moreno, the answer is simple. “The roof will not hold.”

Only quotations that no link holds are looked at. A name on the line before says whose they are; a
topic or the paragraph before only suggests it, so those stay below what pages call likely.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc
from spacy.tokens import Span as EntitySpan

from claims.extraction.links.interviewee import interviewee
from claims.extraction.links.topics import MAX_LEAD_CHARS, before_topics, topical_quotations
from claims.extraction.parsing.spacy_pipeline import quotations_of, text_of
from claims.extraction.quotations import Quoted, paragraphs
from claims.extraction.types import Link, Span, Spans

LABELLED_CONFIDENCE = 0.85
TOPICAL_CONFIDENCE = 0.75
INTRODUCED_CONFIDENCE = 0.6  # nothing but the place says whose words they are
MAX_PARAGRAPHS = 2  # from the speaker's last words to a quotation that goes on
MIN_WORDS = 2  # of a quotation that stands free; one word is a title or a term
_NAME_LINE = re.compile(
    r"(?P<name>[^\W\d_][\w.'’-]*(?:\s+[^\W\d_][\w.'’-]*){1,4})"
    r"(?:\s*(?:,|–|—|\(|-\s)\s*[^\n.!?“”\"]{2,80})?\s*:?"
)
_LEAD = re.compile(r"(?P<lead>[^\n“”\"„«»:]{2,120})(?P<mark>:|\s[-–—])\s*$")
# "“We were fools”: Emil Roos on his bank", 'We were fools' - Emil Roos
_BEHIND = re.compile(r"(?::|\s[-–—])\s+(?=[^\W\d_])")
_DASHED = re.compile(r"\n\s?[-–—―]\s?(?P<who>[^\n]{3,160})")
MAX_TITLE_CHARS = 40  # before the name of who signs
_LEFT_OUT = re.compile(r"\s(?P<who>(?!(?:and|but)\b)[^\n.,:;“”\"]{3,80})\.?\s*$", re.MULTILINE)
_WORD = re.compile(r"\w+")
_DASHES = "-–—"
_STOP = ".!?…:”\"’'»)"


def with_free_quotations(links: Sequence[Link], doc: Doc) -> list[Link]:
    """The links and those of free quotations, in text order."""
    text = text_of(doc)
    quoted = quotations_of(doc)
    if not quoted:
        return list(links)
    topical = topical_quotations(text, quoted)
    # What the tagger makes of a topic's words, it makes of the topic: "On Lena Orsk: “…”".
    starts, ends = list(topical), {quotation.start: quotation.end for quotation in quoted}
    cut_links = (before_topics(link, topical, starts, ends) for link in links)
    tagged_links = [link for link in cut_links if link is not None]
    added = list(_FreeQuotations(doc, tagged_links, quoted, topical).links())
    return sorted(tagged_links + added, key=lambda link: (link.cue or link.content)[0].start)


class _FreeQuotations:
    """Reads one text; keeps its lines, people and links at hand."""

    def __init__(
        self, doc: Doc, links: Sequence[Link], quoted: Sequence[Quoted], topical: dict[int, int]
    ) -> None:
        self.doc = doc
        self.text = text_of(doc)
        self.topical = topical
        self.places = paragraphs(self.text)
        self.quoted = quoted
        self.people = [entity for entity in doc.ents if entity.label_ == "PERSON"]
        self.links_by_end = sorted(links, key=_end)
        self.ends = [_end(link) for link in self.links_by_end]
        self.pieces = sorted(piece for link in links for piece in link.content)

    def links(self) -> Iterator[Link]:
        for number, quoted in enumerate(self.quoted):
            place = self.places[self._paragraph(quoted.start)]
            topic = self.topical.get(quoted.start)
            if topic is None and self._is_taken(quoted):
                continue
            content, line = self._whole(number), self._line(quoted, place)
            if quoted.continues or not self._is_free(quoted, line):
                continue
            if topic is not None:
                if link := self._on_topic(content, topic, quoted):
                    yield link
            elif link := self._labelled(content, quoted, line) or self._introduced(
                content, quoted, place
            ):
                yield link

    # Where it stands ------------------------------------------------------------------------

    def _paragraph(self, position: int) -> int:
        return bisect_right(self.places, position, key=lambda place: place.start) - 1

    def _line(self, quoted: Quoted, place: Span) -> Span:
        """The part of its paragraph that no line end parts from the quotation."""
        first, last = quoted.start - MAX_LEAD_CHARS, quoted.end + MAX_LEAD_CHARS
        start = self.text.rfind("\n", max(place.start, first), quoted.start) + 1
        end = self.text.find("\n", quoted.end, min(place.end, last))
        return Span(start or place.start, end if end >= 0 else place.end)

    def _is_taken(self, quoted: Quoted) -> bool:
        """Does a statement hold some of it already?"""
        number = bisect_left(self.pieces, quoted.end, key=lambda piece: piece.start)
        return any(piece.end > quoted.start for piece in self.pieces[max(0, number - 8) : number])

    def _is_free(self, quoted: Quoted, place: Span) -> bool:
        """A sentence of its own, closed, that begins with a capital: no title or term."""
        inner = self.text[slice(*quoted.inner)].strip()
        before = self.text[place.start : quoted.start].rstrip()
        after = self.text[quoted.end : place.end].strip()
        signed = _BEHIND.match(self.text, quoted.end, place.end) is not None
        signed |= self._named_behind(quoted, place) is not None
        alone = not before or before[-1] in _STOP + _DASHES
        begins = inner[:1].isupper() or inner[:1] in "[¡¿"
        dashed = before[-1:] in _DASHES
        ends = inner[-1:] in ".!?…" or not after and (not before or dashed) or signed
        rest = not after or after[0].isupper() or after[0] in '“"„«' or signed
        return alone and begins and ends and rest and len(_WORD.findall(inner)) >= MIN_WORDS

    def _whole(self, number: int) -> Spans:
        """The quotation and what continues it, in this paragraph and the next ones."""
        pieces = [Span(self.quoted[number].start, self.quoted[number].end)]
        while number + 1 < len(self.quoted) and self.quoted[number + 1].continues:
            number += 1
            pieces.append(Span(self.quoted[number].start, self.quoted[number].end))
        return tuple(pieces)

    # Whose it is ----------------------------------------------------------------------------

    def _labelled(self, content: Spans, quoted: Quoted, place: Span) -> Link | None:
        """By the name before a colon, or on a line of its own above."""
        behind = _BEHIND.match(self.text, quoted.end, place.end)
        if quoted.start == place.start and behind is not None:
            person = self._person_in(Span(behind.end(), place.end))
            if person is not None and person.start == behind.end():
                return Link(content, (person,), (), LABELLED_CONFIDENCE)
        if (signer := self._signer_below(quoted, place)) is not None:
            return Link(content, (signer,), (), LABELLED_CONFIDENCE)
        if (named := self._named_behind(quoted, place)) is not None:
            return Link(content, (named,), (), LABELLED_CONFIDENCE)
        lead = _LEAD.search(self.text, place.start, quoted.start)
        if lead is not None:
            person = self._person_in(Span(*lead.span("lead")))
            if person is not None and lead["mark"] != ":" and person.end != lead.end("lead"):
                return None  # "Lund spoke at length - “It is over.”"
            return Link(content, (person,), (), LABELLED_CONFIDENCE) if person else None
        if quoted.start != place.start or self.text[quoted.end : place.end].strip():
            return None
        above = self._above(place)
        if self.text[above.start : above.end][:1] in _DASHES:
            return None
        match = _NAME_LINE.fullmatch(self.text, *above)
        if match is None:
            return None
        name = Span(*match.span("name"))
        person = self._person_in(name)
        several = person and " and " in match.group("name")
        return (
            Link(content, (name if several else person,), (), LABELLED_CONFIDENCE)
            if person
            else None
        )

    def _signer_below(self, quoted: Quoted, place: Span) -> Span | None:
        """Whom a line with a dash names below a quotation: "- Former coach Larry Brown on tour"."""
        match = _DASHED.match(self.text, place.end)
        if match is None or self.text[quoted.end : place.end].strip():
            return None
        person = self._person_in(Span(*match.span("who")))
        return person if person and person.start - match.start("who") < MAX_TITLE_CHARS else None

    def _named_behind(self, quoted: Quoted, place: Span) -> Span | None:
        """ "“We wait,” *harbour master Ida Lund*.": a name, and the verb left out."""
        match = _LEFT_OUT.match(self.text, quoted.end, place.end)
        if match is None or self.text[quoted.inner.end - 1] != ",":
            return None
        who = Span(*match.span("who"))
        named = any(entity.end_char == who.end for entity in self._people_within(*who))
        return who if named else None

    def _above(self, line: Span) -> Span:
        """The line before, empty for the first one of the text."""
        end = line.start
        while end and self.text[end - 1].isspace():
            end -= 1
        start = self.text.rfind("\n", max(0, end - MAX_LEAD_CHARS), end) + 1
        return Span(start or max(0, end - MAX_LEAD_CHARS), end)

    def _person_in(self, span: Span) -> Span | None:
        """The first person named there."""
        number = bisect_left(self.people, span.start, key=lambda entity: entity.start_char)
        if number < len(self.people) and self.people[number].end_char <= span.end:
            return _span(self.people[number])
        return None

    def _on_topic(self, content: Spans, start: int, quoted: Quoted) -> Link | None:
        """By whom the topic's line names beside it ("…, Carrel again:"), or who spoke last."""
        lead = self.text[start : quoted.start]
        named = lead.rfind(", ")
        if named > 0 and (person := self._person_in(Span(start + named, quoted.start))):
            return Link(content, (person,), (), TOPICAL_CONFIDENCE)
        before = self._last_link(start)
        if before is not None:
            return Link(content, before.source, (), TOPICAL_CONFIDENCE)
        if len(self.topical) < 2:
            return None
        # A list of what somebody said on this and that: whoever stands above it.
        source = interviewee(self.doc, min(self.topical.values()))
        return Link(content, source, (), INTRODUCED_CONFIDENCE) if source else None

    def _introduced(self, content: Spans, quoted: Quoted, place: Span) -> Link | None:
        """By the one person named before it in its paragraph, or who spoke in the one before."""
        inner = self.text[slice(*quoted.inner)].strip()
        if quoted.start == place.start and inner[-1:] not in ".!?…":
            return None  # “Hard year”: a heading
        before = self._last_link(quoted.start)
        if before is not None and not self.text[_end(before) : quoted.start].strip(" .”"):
            return Link(content, before.source, (), INTRODUCED_CONFIDENCE)
        people = {e.text.split()[-1]: e for e in self._people_within(place.start, quoted.start)}
        if len(people) == 1:
            person = _span(next(iter(people.values())))
            return Link(content, (person,), (), INTRODUCED_CONFIDENCE)
        if people:
            return None
        if before is None and quoted.start == place.start:
            return self._portrayed(content, place)
        if before is None or before.confidence < INTRODUCED_CONFIDENCE:
            return None
        away = self._paragraph(quoted.start) - self._paragraph(_end(before) - 1)
        others = self._people_within(_end(before), quoted.start)
        near = away <= (MAX_PARAGRAPHS if self._is_quotation(before) else 1)
        if not near or others:
            return None
        return Link(content, before.source, (), INTRODUCED_CONFIDENCE)

    def _portrayed(self, content: Spans, place: Span) -> Link | None:
        """By the one person whom the paragraph before brings in, where nobody has spoken yet."""
        number = self._paragraph(place.start)
        above = self.places[number - 1] if number else Span(0, 0)
        people = self._people_within(*above)
        sentence = self.text[slice(*above)].rstrip()[-1:] == "."
        if not sentence or len({entity.text.split()[-1] for entity in people}) != 1:
            return None
        return Link(content, (_span(people[0]),), (), INTRODUCED_CONFIDENCE)

    def _people_within(self, start: int, end: int) -> list[EntitySpan]:
        low = bisect_left(self.people, start, key=lambda entity: entity.start_char)
        high = bisect_left(self.people, end, key=lambda entity: entity.start_char)
        return self.people[low:high]

    def _last_link(self, position: int) -> Link | None:
        """The last statement with a source that ends before a place."""
        number = bisect_right(self.ends, position)
        near = reversed(self.links_by_end[max(0, number - 8) : number])
        return next(
            (link for link in near if link.source and not self._is_within_marks(link)), None
        )

    def _is_within_marks(self, link: Link) -> bool:
        """Is it told by somebody quoted, as a statement in a statement?"""
        place = (link.cue or link.source)[0].start
        number = bisect_right(self.quoted, place, key=lambda quoted: quoted.start) - 1
        return number >= 0 and place < self.quoted[number].end

    def _is_quotation(self, link: Link) -> bool:
        return any(self.text[p.start] in "“\"„«‘'" for p in link.content)


def _span(entity: EntitySpan) -> Span:
    name = entity.text.partition(",")[0]  # "Emil Roos, 43, baker" may be taken for one name
    return Span(entity.start_char, entity.start_char + len(name))


def _end(link: Link) -> int:
    return max(piece.end for piece in (*link.source, *link.cue, *link.content))
