"""Turns of speech that a label opens, in interviews, transcripts and records of parliaments.

    A: We will repair it in spring.
    CARREL: We will repair it in spring. The engineers are hired.
    The Secretary of State for Health (Helen Grove) (Con): The waiting lists have fallen.

Nothing but the label tells who speaks, and no cue stands there for the tagger to find. A turn goes
on over the paragraphs without a label before the next one. Questions are no statements.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc
from spacy.tokens import Span as EntitySpan

from claims.extraction.links.interviewee import interviewee
from claims.extraction.links.turn_labels import WORD, is_label, is_name, is_office, is_party, labels
from claims.extraction.noun_phrases import lexicon
from claims.extraction.parsing.spacy_pipeline import text_of
from claims.extraction.quotations import paragraphs
from claims.extraction.spans import any_contains
from claims.extraction.types import Link, Span, Spans

CONFIDENCE = 0.9  # the label says who speaks
ANSWER_CONFIDENCE = 0.8  # who is interviewed is read off the introduction
MAX_INITIALS = 4  # of a label
MAX_CONTINUED = 6  # paragraphs without a label that a turn goes on for
_BOLD_QUESTION = re.compile(r"(?:\*\*|__)[^\n*]{4,400}\?\s*(?:\*\*|__)")
_PLAIN_QUESTION = re.compile(r"[^\W\d_][^\n“”\"«»„:]{4,200}\?\s*")
_QUOTED_ANSWER = re.compile(r"[“\"«„][^“”\"«»„]+[”\"»“]\s*")
_ANSWER_LABEL = re.compile(
    r"(?P<label>Q|A|Question|Answer)\s?(?:[.:)]|\s[–—-])\s+(?P<words>\S[^\n]*)"
)
_LABEL = re.compile(
    r"(?P<label>(?P<name>[^\W\d_][^\n:“”\"?!;()]{0,60}?)(?:\s*\([^()\n]{1,60}\)){0,3})\s*:\s+"
    r"(?P<words>[^\s“\"„«‘][^\n]*)"
)
_PARTY = re.compile(r"\(([^()]{1,60})\)")
_SENTENCE = re.compile(r"[^.!?…]+[.!?…]+[”’\"')\]]*(?:\s+|$)")
# A list of names with what each is charged with or has won holds none of these.
_CONVERSES = re.compile(
    r"\?|\b(?:I|me|my|we|us|our|you|your|he|she|it|they|him|her|them)\b", re.IGNORECASE
)
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Oo]urs?|[Mm]y|us)\b(?![.-])")


@dataclass(frozen=True, slots=True)
class _Turn:
    """One labelled paragraph; ``name`` is the part of the label that names the speaker."""

    number: int  # of the paragraph
    label: Span
    name: Span
    words: Span
    key: str  # the label in lower case
    is_record: bool  # labelled as parliaments do, by role, name and party


def turns(doc: Doc) -> list[Link]:
    """A link for each turn that states something; empty where the text has no turns."""
    return _read(doc)[0]


def _read(doc: Doc) -> tuple[list[Link], list[Span]]:
    """The links of the turns, and the labels of all, questions too, both in text order."""
    text = text_of(doc)
    places = paragraphs(text)
    answers = _answer_turns(text, places)
    named = _named_turns(doc, places, {turn.number for turn in answers})
    links = _answer_links(doc, answers, places) + _named_links(doc, named, places)
    links += _bold_answers(doc, places)
    marks = sorted(turn.label for turn in (*answers, *named))
    return sorted(links, key=lambda link: link.content[0]), marks


def with_turns(links: Sequence[Link], doc: Doc) -> list[Link]:
    """The links with the turns put in, and without what was guessed about their labels.

    What a turn itself reports of others stays: it has a source and a cue inside the turn.
    """
    spoken, marks = _read(doc)
    if not spoken:
        return list(links)
    starts = [(turn.source or turn.content)[0].start for turn in spoken]

    def stays(link: Link) -> bool:
        if not link.source and not link.cue:
            return False  # a question that the tagger read under "Q:"
        parts = (*link.source, *link.cue, *link.content)
        if any(_touches(marks, piece) for piece in (*link.source, *link.cue)):
            return False
        number = bisect_right(starts, max(p.end for p in parts)) - 1
        turn = spoken[number] if number >= 0 else None
        if turn is None or min(p.start for p in parts) > turn.content[-1].end:
            return True
        inside = all(any_contains(turn.content, p) for p in parts)
        own = bool(link.source) and text_of(doc)[slice(*link.source[0])].lower() in ("i", "we")
        return inside and bool(link.source) and bool(link.cue) and not own

    return sorted([link for link in links if stays(link)] + spoken, key=_begin)


def _touches(labels: Sequence[Span], piece: Span) -> bool:
    number = bisect_right(labels, piece.start, key=lambda label: label.start) - 1
    following = labels[number + 1 : number + 2]
    return (number >= 0 and piece.start < labels[number].end) or any(
        label.start < piece.end for label in following
    )


def _begin(link: Link) -> int:
    return (link.cue or link.content)[0].start


# Questions and answers -------------------------------------------------------------------------


def _answer_turns(text: str, places: Sequence[Span]) -> list[_Turn]:
    exchange = []
    for number, place in enumerate(places):
        if match := _ANSWER_LABEL.match(text, place.start, place.end):
            key = match.group("label").lower()
            label = Span(*match.span("label"))
            words = Span(match.start("words"), place.end)
            exchange.append(_Turn(number, label, label, words, key, False))
    both = {turn.key in labels().asking for turn in exchange}
    return exchange if len(both) == 2 else []


def _answer_links(doc: Doc, exchange: Sequence[_Turn], places: Sequence[Span]) -> list[Link]:
    if not exchange:
        return []
    speaker = interviewee(doc, exchange[0].label.start)
    confidence = ANSWER_CONFIDENCE if speaker else CONFIDENCE
    return [
        Link(_content(text_of(doc), turn, exchange, places), (turn.name,), (), confidence, speaker)
        for turn in exchange
        if turn.key in labels().answering
    ]


def _bold_answers(doc: Doc, places: Sequence[Span]) -> list[Link]:
    """Answers below questions in bold: what stands between one and the next, without a label.

    Plain questions do where answers in quotation marks stand below them.
    """
    text = text_of(doc)
    questions = [n for n, place in enumerate(places) if _BOLD_QUESTION.fullmatch(text, *place)]
    if not questions:
        below = [text[slice(*place)] for place in (*places[1:], Span(0, 0))]
        questions = [
            n
            for n, place in enumerate(places)
            if _PLAIN_QUESTION.fullmatch(text, *place) and _QUOTED_ANSWER.fullmatch(below[n])
        ]
    if len(questions) < 2:
        return []
    speaker = interviewee(doc, places[questions[0]].start)
    ends = [*questions[1:], min(questions[-1] + 2, len(places))]
    runs = ((number + 1, end) for number, end in zip(questions, ends, strict=True))
    answers = (tuple(places[n] for n in range(first, end)) for first, end in runs if first < end)
    return [Link(answer[:MAX_CONTINUED], (), (), ANSWER_CONFIDENCE, speaker) for answer in answers]


# Names before a colon --------------------------------------------------------------------------


def _named_turns(doc: Doc, places: Sequence[Span], taken: set[int]) -> list[_Turn]:
    text = text_of(doc)
    candidates = []
    for number, place in enumerate(places):
        match = _LABEL.match(text, place.start, place.end) if number not in taken else None
        if match and (turn := _named_turn(text, number, place, match)):
            candidates.append(turn)
    records = [turn for turn in candidates if turn.is_record]
    speaking = [turn for turn in candidates if not turn.is_record]
    people = {key for entity in doc.ents if entity.label_ == "PERSON" for key in _keys(entity.text)}
    counts = Counter(turn.key for turn in speaking)
    outlets = lexicon.load().known_outlets
    familiar_turns = [
        turn
        for turn in speaking
        if _keys(turn.key) & people or turn.key in labels().asking or turn.key in outlets
    ]
    dialogue = len(counts) > 1 and len(speaking) > 1 and len(familiar_turns) * 2 >= len(speaking)
    dialogue = dialogue and any(_CONVERSES.search(text, *turn.words) for turn in speaking)
    return sorted(records + (speaking if dialogue else []), key=lambda turn: turn.number)


def _named_turn(text: str, number: int, place: Span, match: re.Match[str]) -> _Turn | None:
    label, name = Span(*match.span("label")), Span(*match.span("name"))
    groups = [Span(*group.span(1)) for group in _PARTY.finditer(text, name.end, label.end)]
    record = bool(groups) and is_party(text[slice(*groups[-1])])
    if (
        record
        and len(groups) > 1
        and is_name(text[slice(*groups[-2])])
        and is_office(text[slice(*name)])
    ):
        name = groups[-2]  # the office, and in brackets who holds it
    key = text[slice(*name)].strip().lower()
    if set(WORD.findall(text[slice(*label)].lower())) & lexicon.name_parts().times:
        return None  # "Oslo, May 3 (AP): …", "OSLO (May 3): …": where a report comes from
    words = Span(match.start("words"), place.end)
    if not _SENTENCE.search(text, *words) or len(WORD.findall(text[slice(*words)])) < 2:
        return None
    if set(key.split()) & labels().furniture or not (record or is_label(text[slice(*name)])):
        return None
    return _Turn(number, label, Span(name.start, name.end), words, key, record)


def question_links(doc: Doc) -> list[Link]:
    """Questions whose label names who asks: "AFP: The ministry said it was shut. Is it?"."""
    text, places = text_of(doc), paragraphs(text_of(doc))
    named = _named_turns(doc, places, {turn.number for turn in _answer_turns(text, places)})
    named = [turn for turn in named if turn.key not in labels().asking]
    return _named_links(doc, named, places, asking=True)


def _named_links(
    doc: Doc, named_turns: Sequence[_Turn], places: Sequence[Span], *, asking: bool = False
) -> list[Link]:
    text = text_of(doc)
    askers = _askers(text, named_turns, places)
    people = [entity for entity in doc.ents if entity.label_ == "PERSON"] if named_turns else []
    names = [turn.name for turn in named_turns] + [Span(p.start_char, p.end_char) for p in people]
    return [
        Link(
            (turn.words,) if asking else _content(text, turn, named_turns, places),
            (turn.name,),
            (),
            CONFIDENCE,
            _mention(people, text[slice(*turn.name)]) or _spelt_out(text, turn.name, names),
        )
        for turn in named_turns
        if (turn.key in askers or _is_question(text, turn.words)) is asking
    ]


def _mention(people: Sequence[EntitySpan], label: str) -> Spans | None:
    """Where the text spells out a label in capitals: "VAN DER MEER" → Pieter van der Meer."""
    if not label.isupper():
        return None
    words = label.casefold().split()
    spelt = (
        p
        for p in people
        if not p.text.isupper() and p.text.casefold().split()[-len(words) :] == words
    )
    fullest = max(spelt, key=len, default=None)
    return (Span(fullest.start_char, fullest.end_char),) if fullest is not None else None


def _spelt_out(text: str, label: Span, names: Sequence[Span]) -> Spans | None:
    """Whom a label means by initials: "CT" is the "Coast Times" of a label or name elsewhere."""
    letters = text[slice(*label)]
    if not (letters.isupper() and letters.isalpha() and 2 <= len(letters) <= MAX_INITIALS):
        return None
    spelt = [name for name in names if _initials(text[slice(*name)]) == letters]
    return (spelt[0],) if len({text[slice(*name)] for name in spelt}) == 1 else None


def _initials(name: str) -> str:
    return "".join(word[0] for word in re.findall(r"[^\W\d_]+", name)).upper()


def _askers(text: str, named_turns: Sequence[_Turn], places: Sequence[Span]) -> set[str]:
    """Labels of those who mostly ask; "LEIGH SALES" is "SALES", too."""
    questions: Counter[str] = Counter()
    said: Counter[str] = Counter()
    for turn in named_turns:
        surname = min(_keys(turn.key), default=turn.key)
        said[surname] += 1
        last = _content(text, turn, named_turns, places)[-1]
        questions[surname] += text[last.end - 1] == "?"
    often = {surname for surname, count in questions.items() if 2 * count > said[surname]}
    keys = {turn.key for turn in named_turns}
    return {key for key in keys if min(_keys(key), default=key) in often or key in labels().asking}


def _is_question(text: str, words: Span) -> bool:
    sentences = [s.strip() for s in _SENTENCE.findall(text[slice(*words)])]
    return bool(sentences) and all(s.rstrip("”’\"')]").endswith("?") for s in sentences)


def _keys(name: str) -> set[str]:
    """The words that tell a person: the last one, in lower case."""
    parts = [part.lower() for part in WORD.findall(name)]
    return {parts[-1]} if parts else set()


def _content(
    text: str, turn: _Turn, labelled_turns: Sequence[_Turn], places: Sequence[Span]
) -> Spans:
    """The turn's words, with the paragraphs before the next label.

    Behind the last label only those in which somebody speaks of himself.
    """
    after = next((other.number for other in labelled_turns if other.number > turn.number), None)
    end = min(len(places), turn.number + 1 + MAX_CONTINUED) if after is None else after
    below = places[turn.number + 1 : end] if end - turn.number <= MAX_CONTINUED + 1 else ()
    pieces = [turn.words]
    for place in below:
        if _ANSWER_LABEL.match(text, *place):
            break
        if after is None and not _FIRST_PERSON.search(text, *place):
            break
        pieces.append(place)
    return tuple(Span(p.start, p.start + len(text[slice(*p)].rstrip())) for p in pieces)
