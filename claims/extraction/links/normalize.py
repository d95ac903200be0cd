"""Links made fit for reading: what the tagger gives is cut at line ends, completed and freed of
doubles before anybody asks who said it.

Articles hold headlines, menus and captions without a full stop, over which parser and tagger run
on into the next paragraph. A statement never begins or ends in such a line by accident.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from claims.extraction.links import (
    citations,
    clauses,
    doubles,
    headline_clauses,
    interruptions,
    neighbouring_names,
    openings,
    passives,
    plausibility,
    roles,
)
from claims.extraction.links.quotation_owners import one_owner_each
from claims.extraction.links.quoted_speakers import with_quoted_speakers
from claims.extraction.noun_phrases import reader
from claims.extraction.parsing.spacy_pipeline import quotations_of, text_of
from claims.extraction.spans import any_overlap, distance, longest, merge
from claims.extraction.types import Link, Span, Spans

MAX_PIECES = 12  # of a content


def tidy(doc: Doc, links: Iterable[Link]) -> list[Link]:
    """The links, each within its lines, with subjects filled in and doubles left out."""
    all_quoted = quotations_of(doc)
    quoted = {q.start: q.end for q in all_quoted}
    starts = list(quoted)
    tidied = []
    spoken = [_without_blanks(text_of(doc), link) for link in links]
    for link in with_quoted_speakers(spoken, doc):
        link = _of_few_pieces(_within_lines(text_of(doc), link, quoted, starts))
        if not link.content:
            continue
        link = citations.with_subject_back(doc, openings.without_agency(doc, link))
        named = _with_cue_outside_names(doc, link)
        if link.cue and not named.cue:
            continue  # "Salleh *Said* Keruak": a name and no verb
        link = _with_whole_names(doc, named)
        link = headline_clauses.in_own_line(doc, link)
        link = roles.with_inverted_subject(doc, link)
        link = roles.with_subject(
            doc, roles.without_addressee(doc, _to_paragraph_end(text_of(doc), link))
        )
        link = roles.with_main_subject(doc, link)
        link = neighbouring_names.without_others(doc, roles.from_outlet_on(doc, link))
        link = roles.source_alone(doc, link)
        link = roles.spoken_source(doc, citations.without_citation(doc, link))
        link = passives.without_hearer(doc, passives.without_patient(doc, link))
        link = clauses.without_later_sentence(doc, clauses.without_outer_verb(doc, link))
        link = clauses.without_deed_beside(doc, link)
        link = clauses.without_topic(doc, clauses.without_later_news(doc, link))
        link = clauses.without_stray_words(doc, link)
        link = clauses.without_main_clause(doc, clauses.without_relative(doc, link))
        link = openings.without_openings(doc, clauses.without_tail(doc, link))
        link = interruptions.around_speaker(doc, interruptions.around_clause(doc, link))
        if (
            link.content
            and not citations.is_mere_citation(doc, link)
            and not clauses.only_points(doc, link)
        ):
            tidied.append(roles.with_refused_verb(doc, link))
    tidied = [link for link in tidied if _reports_speech(doc, link, quoted, starts)]
    tidied = doubles.without_doubles(doubles.without_own_words(doc, doubles.merged(doc, tidied)))
    return one_owner_each(doc, tidied, all_quoted)


def _of_few_pieces(link: Link) -> Link:
    """The content's pieces nearest to the cue: nobody is quoted in more of them at a time.

    Marks that never close make the tagger give one cue the paragraphs all around.
    """
    anchor = (link.cue or link.source or link.content)[0]
    nearest = sorted(link.content, key=lambda piece: distance(piece, anchor))[:MAX_PIECES]
    return replace(link, content=tuple(sorted(nearest)))


def _without_blanks(text: str, link: Link) -> Link:
    """Without pieces of source and cue that hold white space alone."""
    source = tuple(piece for piece in link.source if text[slice(*piece)].strip())
    cue = tuple(piece for piece in link.cue if text[slice(*piece)].strip())
    return replace(link, source=source, cue=cue)


def _reports_speech(doc: Doc, link: Link, quoted: dict[int, int], starts: Sequence[int]) -> bool:
    anchor = link.cue[0] if link.cue else link.content[0]
    return plausibility.reports_speech(doc, link, _is_quoted(starts, quoted, anchor))


# Lines -----------------------------------------------------------------------------------------


def _within_lines(text: str, link: Link, quoted: dict[int, int], starts: Sequence[int]) -> Link:
    """Sources in the cue's line only; contents cut at a line end unless quotations run on.

    ``quoted`` has the end of each quotation by its start, ``starts`` the starts in order.
    """
    anchor = _lines(text, (link.cue or link.source[-1:] or link.content[-1:])[0])[-1]
    source = tuple(
        cut for piece in link.source for cut in _lines(text, piece) if _one_line(text, cut, anchor)
    )
    content: list[Span] = []
    for piece in link.content:
        cuts = _lines(text, piece)
        if not cuts:
            continue  # white space alone
        if len(cuts) == 1 or piece.start in quoted or _is_quoted(starts, quoted, piece):
            content.append(piece)
            continue
        near = [cut for cut in cuts if _one_line(text, cut, anchor) or cut.start in quoted]
        content.extend(near or [longest(cuts)])

    def goes_on(piece: Span) -> bool:
        """Is it a quotation's next paragraph? No words within another line are."""
        own = piece.start in quoted or _is_quoted(starts, quoted, piece)
        return own and _begins_line(text, piece)

    # "Rice imports will end, minister says" is a headline: the sentence below it is no part.
    beside = [p for p in content if _one_line(text, p, anchor)]
    if beside:
        content = [p for p in content if p in beside or goes_on(p)]
    return replace(link, source=source or link.source[:1], content=tuple(content))


def _begins_line(text: str, piece: Span) -> bool:
    return text[max(0, piece.start - 3) : piece.start].strip(" ")[-1:] in ("", "\n")


def _is_quoted(starts: Sequence[int], quoted: dict[int, int], piece: Span) -> bool:
    """Whether the last quotation that begins before the piece holds it, but for a mark."""
    number = bisect_right(starts, piece.start) - 1
    return number >= 0 and piece.end <= quoted[starts[number]] + 2


def _lines(text: str, span: Span) -> list[Span]:
    """The span cut at line ends, empty lines left out."""
    cuts, start = [], span.start
    for line in text[span.start : span.end].splitlines(keepends=True):
        words = line.strip()
        if words:
            lead = len(line) - len(line.lstrip())
            cuts.append(Span(start + lead, start + lead + len(words)))
        start += len(line)
    return cuts


def _one_line(text: str, span: Span, other: Span) -> bool:
    first, last = sorted((span, other))
    return "\n" not in text[first.end : last.start]


def _to_paragraph_end(text: str, link: Link) -> Link:
    """A quotation that closes, goes on without a mark and closes again: the marks are dirty.

    “China is a friend.” As an ambassador, I can say so.” is one quotation to its end.
    """
    last = link.content[-1]
    if text[last.end - 1 : last.end] != "”" and text[last.end : last.end + 1] != "”":
        return link
    end = text.find("\n", last.end)
    end = end if end >= 0 else len(text)
    rest = text[last.end : end].rstrip()
    if link.cue and link.cue[0].start > last.start or not rest.lstrip("”").endswith("”"):
        return link
    if "“" in rest:
        return link
    return replace(link, content=(*link.content[:-1], Span(last.start, last.end + len(rest))))


def _with_cue_outside_names(doc: Doc, link: Link) -> Link:
    """The cue without words of a name: "said *Per* Aas", "said *Will* Bell"."""
    cue = []
    for piece in link.cue:
        tokens = reader.tokens_of(doc, *piece)
        while len(tokens) > 1 and tokens[-1].ent_type_ == "PERSON":
            tokens.pop()
        last = tokens[-1]
        named = (
            last.ent_type_ == "PERSON" and last.i + 1 < len(doc) and doc[last.i + 1].ent_iob_ == "I"
        )
        if not named:
            cue.append(Span(piece.start, min(piece.end, last.idx + len(last))))
    return replace(link, cue=tuple(cue)) if cue != list(link.cue) else link


def _with_whole_names(doc: Doc, link: Link) -> Link:
    """The source with the whole of a name that it cuts: "The United | States", "head of | Foln"."""
    taken = (*link.cue, *link.content)
    # Two pieces may have been parts of one name.
    source = merge(_to_name_ends(doc, piece, taken) for piece in link.source)
    return replace(link, source=source)


def _to_name_ends(doc: Doc, piece: Span, taken: Spans) -> Span:
    tokens = reader.tokens_of(doc, *piece)
    if not tokens:
        return piece
    start, end = piece
    first = tokens[0]
    if first.ent_iob_ == "I":
        start = next(e.start_char for e in doc.ents if e.start <= first.i < e.end)
    last = _owed_noun(tokens[-1])
    end = max(end, last.idx + len(last))
    if last.i + 1 < len(doc) and doc[last.i + 1].ent_iob_ == "I":
        end = next(e.end_char for e in doc.ents if e.start <= last.i + 1 < e.end)
    whole = Span(start, end)
    return piece if any_overlap(taken, (whole,)) else whole


def _owed_noun(last: Token) -> Token:
    """The noun that a phrase still owes which ends in "of" or "of the", else its last word."""
    if last.dep_ == "prep":
        last = next((child for child in last.rights if child.dep_ == "pobj"), last)
    elif last.dep_ == "det" and last.head.i > last.i:
        last = last.head
    return last
