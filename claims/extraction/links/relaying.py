"""Phrases and clauses beside a statement that name a hop: "according to the readout", "as per
Newsweek via MSN", "…, Xinhua reported", "as he told the Evening Lantern".
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from claims.extraction import acts
from claims.extraction.links.media import is_press, outlet_within
from claims.extraction.links.unknown_press import SITE, TELLING_WORDS, is_unknown_press
from claims.extraction.noun_phrases import lexicon, reader
from claims.extraction.noun_phrases.phrase import PhraseKind
from claims.extraction.parsing.spacy_pipeline import text_of
from claims.extraction.parsing.syntax import inside, sentence_tokens, subject_of, subtree
from claims.extraction.spans import any_overlap
from claims.extraction.types import Link, Span, Spans

MAX_MANNER_CHARS = 40  # "the original plan"; what is longer may be a description of people


def relaying_phrases(doc: Doc, sentence: Sequence[Token], link: Link) -> Iterator[Spans]:
    """ "According to X", "per X", "as per X", each with its "via Y"."""
    for token in sentence:
        last = opens_phrase(token)
        if last is None or last.i + 1 >= len(doc) or _within(token, link.content):
            continue
        noun = next((child for child in last.children if child.dep_ == "pobj"), None)
        span = subtree(noun) if noun is not None else run_after(last)
        if span is None:
            continue
        if _is_manner(doc, token, span, link):
            continue
        named, via = _split_via(doc, outlet_within(doc, span))
        if not any_overlap((named,), link.source):
            yield (named,)
        for token_after in doc.char_span(*span, alignment_mode="expand") or ():
            if token_after.lower_ == "via":
                break
        yield from ((piece,) for piece in via or _via_after(doc, span))


def _is_manner(doc: Doc, token: Token, span: Span, link: Link) -> bool:
    """ "Was proceeding according to the original plan": how it went, and who said so is another.

    Inside a statement only what stands apart by a comma can name a source.
    """
    kind, words = reader.read(doc, (span,)).kind, text_of(doc)[slice(*span)]
    plain = kind is PhraseKind.OTHER and not SITE.fullmatch(words)
    if plain and len(words) < MAX_MANNER_CHARS:
        return True
    if not any(p.start < token.idx < p.end - 1 for p in link.content) or not token.i:
        return False
    first = token.nbor(-1) if token.nbor(-1).lower_ == "as" and token.i > 1 else token
    return not first.nbor(-1).is_punct


def opens_phrase(token: Token) -> Token | None:
    """The last word of "according to", "(as) per" where a phrase begins, else None."""
    if token.i + 1 >= len(token.doc):
        return None
    following = token.nbor(1)
    if token.lower_ == "according" and following.lower_ == "to":
        return following
    if token.ent_type_ == "PERSON":
        return None  # "said Per Aas"
    if token.lower_ == "per" and token.dep_ == "prep" and _is_named_next(following):
        return token
    return token if token.lower_ == "per" and token.i and token.nbor(-1).lower_ == "as" else None


def _is_named_next(token: Token) -> bool:
    """ "Per Newsweek", "per the Tribune", "per a Red Crescent official"; not "per head"."""
    if token.i + 1 == len(token.doc) or token.i < 2 or token.text[:1].isupper():
        return token.text[:1].isupper()
    apart = token.nbor(-2).is_punct
    if token.lower_ in ("the", "a", "an", "its", "his", "her"):
        return token.nbor(1).text[:1].isupper() or apart
    several = lexicon.singular(token.nbor(1).text) in lexicon.load().documents | {"source"}
    return apart and several  # "*, per multiple reports*"


def run_after(token: Token) -> Span | None:
    """Capitalised words after a token, for where the parser sees no object."""
    words: list[Token] = []
    for number in range(token.i + 1, min(token.i + 7, len(token.doc))):
        word = token.doc[number]
        if not (word.text[:1].isupper() or not words and word.lower_ in ("the", "a", "an")):
            break
        words.append(word)
    return Span(words[0].idx, words[-1].idx + len(words[-1])) if words else None


def _split_via(doc: Doc, span: Span) -> tuple[Span, list[Span]]:
    """ "Newsweek via MSN" in one noun phrase: the first name and the further ones."""
    parts: list[list[Token]] = [[]]
    for token in doc.char_span(*span, alignment_mode="expand") or ():
        if token.lower_ == "via":
            parts.append([])
        else:
            parts[-1].append(token)
    spans = [Span(p[0].idx, p[-1].idx + len(p[-1])) for p in parts if p]
    return (spans[0], spans[1:]) if spans else (span, [])


def _via_after(doc: Doc, span: Span) -> list[Span]:
    """ "… Newsweek via MSN" where "via" hangs elsewhere in the parse."""
    tokens = doc.char_span(*span, alignment_mode="expand")
    if tokens is None or tokens.end + 2 >= len(doc):
        return []
    place = tokens.end + (doc[tokens.end].text == ",")  # "per the Mail, via Yahoo"
    if doc[place].lower_ != "via":
        return []
    following = run_after(doc[place])
    return [following] if following is not None else []


def closing_clauses(sentence: Sequence[Token], cue: Token | None, link: Link) -> Iterator[Spans]:
    """ "…, Newsweek reported." where the parser did not put the clause above the statement."""
    for token in sentence:
        if token.lower_ not in ("reported", "reports", "report") or token is cue:
            continue
        if press := _press_before(token, link):
            yield (press,)
            continue
        subject = subject_of(token) if token.tag_.startswith("VB") else None
        if subject is None or inside(token, link.content) or inside(subject, link.source):
            continue
        after_all = token.idx > max(piece.end for piece in link.content) - 1
        if after_all and subject.i < token.i and token.i - subject.i <= 3:
            yield (subtree(subject),)


def _press_before(token: Token, link: Link) -> Span | None:
    """ "…, state media report." where the parser takes the verb for a noun."""
    last = token.i + 1 < len(token.doc) and token.nbor(1).is_punct
    if not token.tag_.startswith("NN") or not last or token.left_edge.i == token.i:
        return None
    first = token.left_edge
    span = Span(first.idx, token.nbor(-1).idx + len(token.nbor(-1)))
    apart = first.i > 0 and first.nbor(-1).text == "," and not inside(token, link.content)
    return span if apart and is_press(token.doc, span) else None


def as_clauses(doc: Doc, sentence: Sequence[Token], link: Link) -> Iterator[Spans]:
    """ "As Xinhua reported", "as he told the Evening Lantern"; not "even as", "just as"."""
    for token in sentence:
        if token.lower_ != "as" or token.dep_ != "mark" or inside(token, link.content):
            continue
        verb = token.head
        qualified = token.i > 0 and token.nbor(-1).lower_ in ("even", "just", "such", "well")
        if qualified or verb.i > token.i + 6 or not acts.is_uttering(verb.text):
            continue
        subject = subject_of(verb)
        if subject is not None and not inside(subject, link.source):
            yield (subtree(subject),)
        for agent in (c for c in verb.children if c.dep_ == "agent"):  # "as first reported by X"
            yield from ((subtree(noun),) for noun in agent.children if noun.dep_ == "pobj")
        for child in verb.children:
            is_addressee = child.dep_ in ("dobj", "dative") and verb.lower_ in TELLING_WORDS
            span = subtree(child)
            if is_addressee and (is_press(doc, span) or is_unknown_press(doc, child, link.source)):
                yield (span,)


def sentences_of(doc: Doc, link: Link) -> list[list[Token]]:
    """The sentences of the link's first content piece and of its cue, each once, within a line."""
    places = [link.content[0].start, link.content[0].end - 1]
    if link.cue:
        places.append(link.cue[0].start)
    sentences: dict[int, list[Token]] = {}
    for place in places:
        for token in reader.tokens_of(doc, place, place + 1)[:1]:
            sentence = sentence_tokens(token)
            sentences[sentence[0].i] = sentence
    lines = [_line(sentence, link) for _, sentence in sorted(sentences.items())]
    return [line for line in lines if line]


def _line(sentence: Sequence[Token], link: Link) -> list[Token]:
    """The tokens of a sentence that no line end parts from the link."""
    lines: list[list[Token]] = [[]]
    for token in sentence:
        if "\n" in token.text:
            lines.append([])
        else:
            lines[-1].append(token)
    parts = (*link.content[:1], *link.cue)
    return [
        token
        for line in lines
        if line
        and any(p.start < line[-1].idx + len(line[-1]) and line[0].idx < p.end for p in parts)
        for token in line
    ]


def _within(token: Token, spans: Spans) -> bool:
    """Well inside a content: a phrase at its very end or beginning belongs to the statement."""
    return any(span.start < token.idx < span.end - 60 for span in spans)
