"""The parts of a noun phrase: its segments, capitalised runs, head noun, titles and articles."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from spacy.tokens import Doc, Token

from claims.extraction import parties
from claims.extraction.noun_phrases import lexicon
from claims.extraction.parsing.spacy_pipeline import text_of
from claims.extraction.types import Span, Spans
from claims.extraction.word_lists import word_lists

QUANTITY = word_lists().quantities
CITED = ("cited", "quoted")
NUMERALS = word_lists().numerals
_LARGE_QUANTITY = QUANTITY | {"hundred", "thousand", "million", "billion"}
_APPROXIMATIONS = word_lists().approximations
_DETERMINERS = word_lists().determiners
_JOINING = word_lists().joining
_NO_NAME_OPENINGS = _DETERMINERS | _JOINING
_CUT = word_lists().relatives
_STOP_TAGS = frozenset({"IN", "TO", "VBG", "VBN", "VBD", "VBZ", "VBP", "MD", "WP", "WDT", "WRB"})
MAX_BETWEEN_CHARS = 12  # of an age between a name and an office
_HONORIFICS = word_lists().honorifics


def is_listed(text: str, spans: Spans) -> bool:
    """ "Emil Roos*, 43,* baker": commas part the pieces, and a word or two between them."""
    between = (text[a.end : b.start] for a, b in pairwise(spans))
    return all(part[:1] == "," and len(part) <= MAX_BETWEEN_CHARS for part in between)


def segments(tokens: list[Token]) -> list[list[Token]]:
    """The phrase cut at commas, brackets and relative clauses; never empty."""
    pieces: list[list[Token]] = [[]]
    depth = 0
    for number, token in enumerate(tokens):
        depth += (token.text == "(") - (token.text == ")")
        if depth or token.text == ")":
            continue
        if token.lower_ in ("via", "through"):
            break  # "the council *through its chairman Lund*"
        if goes_on(token):
            pieces[-1].append(token)  # "Robert Vance, Jr."
        elif _opens_clause(token) and pieces[-1] and pieces[-1][-1].tag_[:2] == "NN":
            break  # "a House panel | voted to hold", "a source | it did not name"
        elif number and token.lower_ in CITED and token.tag_ == "VBN":
            break  # "officials *cited by the Post*"
        elif token.text == "," and pieces[-1] and _is_suffix_next(token):
            pieces[-1].append(token)
        elif _parts(token) or token.text == "," and not lists(tokens, number):
            pieces.append([])
        elif token.lower_ in _CUT and number and token.tag_ in ("WP", "WDT", "WP$", "WRB"):
            pieces.append([])
            pieces[-1].append(token)
        else:
            pieces[-1].append(token)
    phrases = [s for s in pieces if s and s[0].tag_ not in ("WP", "WDT", "WP$", "WRB", "RB", "RBR")]
    return phrases or [tokens]


def _parts(token: Token) -> bool:
    """ "Ida - real name Adelheid - says": a mark that parts what stands beside a name from it."""
    if token.text == "-":
        return token.i > 0 and bool(token.whitespace_ and token.nbor(-1).whitespace_)
    return token.text in (";", "–", "—", ":")


def _opens_clause(token: Token) -> bool:
    if token.tag_ == "PRP":
        return token.dep_ == "nsubj" and token.text.islower() and token.head.dep_ == "relcl"
    return token.tag_ in ("VBD", "VBZ", "MD") and token.text.islower() and token.dep_ != "relcl"


def goes_on(token: Token) -> bool:
    """Is it inside a name, past its first word?"""
    return token.ent_iob_ == "I"


def people(segment: list[Token]) -> Iterator[list[Token]]:
    """The names of people that stand wholly in the segment, in order."""
    suffixes = lexicon.name_parts().suffixes
    run: list[Token] = []
    for token in segment:
        if token.lower_.strip(".") in suffixes and not goes_on(token):
            continue  # "Paul Arden, Sr.", where the suffix is taken for a person
        if run and (not goes_on(token) or token.text == "," and not _is_suffix_next(token)):
            yield run
            run = []
        if token.ent_type_ == "PERSON" and (run or not goes_on(token)):
            run.append(token)
    if run:
        yield run


def _is_suffix_next(comma: Token) -> bool:
    """ "Robert Hale*, Jr.*"; not "Emil Roos*, 43*"."""
    suffixes = lexicon.name_parts().suffixes
    return comma.i + 1 < len(comma.doc) and comma.nbor(1).lower_.strip(".") in suffixes


def is_honorific(token: Token) -> bool:
    return token.lower_.strip(".") in _HONORIFICS


def lists(tokens: list[Token], comma: int) -> bool:
    """Is this comma one of a list of names ("India, Japan and Brazil")?"""
    run = capitals(tokens, comma + 1)
    end = comma + 1 + len(run)
    named = comma > 0 and tokens[comma - 1].text[:1].isupper()
    joined = any(token.lower_ in ("and", "&") for token in tokens[end:])
    return named and bool(run) and joined and tokens[end].lower_ in (",", "and")


def is_office(segment: list[Token], start: int) -> bool:
    """ "Secretary *of* State Antony Blinken": the words before the run are one title with it."""
    if start < 2 or segment[start - 1].lower_ != "of":
        return False
    title = segment[start - 2]
    person = lexicon.singular(title.text) in lexicon.load().persons
    return title.text[:1].isupper() and person and segment[start].ent_type_ != "PERSON"


def is_body(token: Token) -> bool:
    """Does a capitalised word end the name of a body or place?"""
    named = token.ent_type_ in ("ORG", "GPE")
    body = lexicon.singular(token.text) in lexicon.load().institutions
    return token.text[:1].isupper() and (named or body)


def is_office_of(before: list[Token]) -> bool:
    """ "Chair of the Home Affairs Committee": a person by office, to the end of whose it is."""
    office = head(before)
    return office is not None and lexicon.singular(office.text) in lexicon.load().persons


def ends_in_office(before: list[Token], run: list[Token], name: list[Token]) -> bool:
    """ "Coordination of National Government *Cabinet Secretary* Fred Moss": one long title."""
    number = len(run) - len(name) - 1
    persons = lexicon.load().persons
    office = number > 0 and lexicon.singular(run[number].text) in persons
    return office and not any(lexicon.singular(token.text) in persons for token in before)


def named_person(run: list[Token]) -> list[Token]:
    return [token for token in run if token.ent_type_ == "PERSON"] or run[-2:]


def capitals(segment: list[Token], number: int) -> list[Token]:
    """The capitalised words that begin at this token."""
    run: list[Token] = []
    for token in islice(segment, number, None):
        if not token.text[:1].isupper() and not (run and _is_joined(run[-1], token)):
            break
        if not run and token.lower_ in _NO_NAME_OPENINGS and token.text != "US":
            break
        run.append(token)
    while run and run[-1].text == "-":
        run.pop()
    return run


def _is_joined(before: Token, token: Token) -> bool:
    """ "Lund*-*Moss", "Bank *of* England"."""
    return goes_on(token) or not before.whitespace_ and "-" in (token.text, before.text)


def without_titles(run: list[Token]) -> list[Token]:
    """The end of a run of capitalised words that can be a name: titles and nationalities go."""
    words = lexicon.load().titles
    gazetteer = parties.load()
    text = text_of(run[0].doc)
    start = 0
    for match in gazetteer.matches(text, run[0].idx, run[-1].idx + len(run[-1])):
        if match.start == (run[start].idx if start < len(run) else -1):
            while start < len(run) and run[start].idx < match.end:
                start += 1
    last = max((n for n, t in enumerate(run) if t.lower_.strip(".") in words), default=-1)
    if run[-1].ent_type_ == "PERSON" and last == len(run) - 1 and last > 0:
        last = max((n for n, t in enumerate(run[:-1]) if t.lower_.strip(".") in words), default=-1)
    start = max(start, last + 1)
    while start < len(run) and run[start].lower_ in ("of", "state", "security") and start:
        start += 1
    while start + 1 < len(run) and run[start].text == "-":  # "Attorney*-at-law* Emil Roos"
        start += 2 if run[start + 1].text.islower() else 1
    return run[start:]


def depends(before: list[Token]) -> bool:
    """Is what follows governed by a preposition ("a spokesman for President …")?

    "A group led by Roos’s colleague Ida Lund" is not she.
    """
    if any(t.tag_ == "VBN" and by.lower_ == "by" for t, by in pairwise(before)):
        return True
    for token in reversed(before):
        if token.tag_ in ("IN", "TO"):
            return len(before) > 1 and token.lower_ not in ("according", "per")
        if token.tag_ in ("POS", "VBD", "VBZ"):
            return False
    return False


def head(segment: list[Token]) -> Token | None:
    """The noun that the segment is about: the last one before its first preposition."""
    head = None
    for token in segment:
        if token.tag_ in _STOP_TAGS and head is not None:
            if token.i and token.nbor(-1).text == "-":
                continue  # "state-run news agency"
            break
        if is_honorific(token):
            continue
        if token.tag_.startswith("NN") or lexicon.singular(token.text) in lexicon.load().persons:
            head = token
        elif token.tag_ == "JJ" and head is not None and token.lower_ in ("familiar", "close"):
            break
    return head


def is_time(token: Token) -> bool:
    """ "Local media *overnight*", "Li *Friday*": when they spoke, and no part of who they are."""
    times = lexicon.name_parts().times
    spans = token.lower_ in word_lists().time_nouns and token.i > 0
    spans = spans and token.nbor(-1).lower_ in ("this", "last", "next")
    return not token.ent_type_ and (token.lower_ in times or spans or token.tag_ == "RB")


def is_counted(segment: list[Token]) -> bool:
    """ "*Three* State Premiers", whatever the tagger takes the last word for."""
    first, last = segment[0], segment[-1]
    return first.tag_ == "CD" and first.lower_ in NUMERALS and last.text[-1] == "s"


def is_plural(head: Token) -> bool:
    noun = head.lower_
    if len(head) > 2 and head.text[:-1].isupper() and head.text[-1] == "s":
        return True  # "MPs", whatever the tagger takes it for
    return head.tag_ in ("NNS", "NNPS") or noun in ("people", "police", "media", "two", "pair")


def strip_article(words: str) -> str:
    first, _, rest = words.partition(" ")
    return rest if first.lower() in _DETERMINERS and rest else words


def strip_quantity(words: str) -> str:
    parts = words.split()
    while len(parts) > 1 and (
        parts[0].lower() in _LARGE_QUANTITY
        or parts[0][:1].isdigit()
        and parts[0][-1:].isdigit()
        or parts[0].lower() in _APPROXIMATIONS
        and parts[1][:1].isdigit()
    ):
        parts.pop(0)
    if quantified := len(parts) < len(words.split()):
        parts = parts[parts[0].lower() == "of" and len(parts) > 1 :]
    return strip_article(" ".join(parts)) if quantified else " ".join(parts)


def suffix(doc: Doc, last: Token) -> Span | None:
    match = re.match(r",?\s+(?:Jr|Sr|II|III|IV)\b\.?", text_of(doc)[last.idx + len(last) :][:8])
    end = last.idx + len(last)
    return Span(end, end + match.end()) if match else None


def string(tokens: Sequence[Token]) -> str:
    """The words as they stand in the text."""
    if not tokens:
        return ""
    return text_of(tokens[0].doc)[tokens[0].idx : tokens[-1].idx + len(tokens[-1])]


def entity_ending(head: Token) -> list[Token]:
    """The name of an organisation or place that a head word ends, without what describes it."""
    goes_on = head.i + 1 < len(head.doc) and head.nbor().ent_iob_ == "I"
    if head.ent_type_ not in ("ORG", "GPE") or goes_on:
        return []
    tokens = [head]
    while tokens[0].ent_iob_ == "I":
        tokens.insert(0, tokens[0].nbor(-1))
    # "Parrot charity Feathered Friends": what describes it ends with a common noun.
    common = [n for n, t in enumerate(tokens) if t.text.islower() and t.tag_ in ("NN", "NNS")]
    return tokens[common[-1] + 1 :] if common else tokens
