"""Whether two names are one speaker's, as far as names tell."""

import re

from claims.extraction import parties
from claims.extraction.folding import fold_name
from claims.extraction.name_matching import compare_institutions
from claims.extraction.noun_phrases import person_names

# Where a state speaks by one of these, or by its name, it is the state that speaks.
STATE_SPEAKER_WORDS = frozenset(
    "government presidency leadership officials official authorities side state administration "
    "president's office cabinet the a senior".split()
)
TITLES = frozenset(
    "mr mrs ms miss dr prof professor sir lord lady president premier minister senator governor "
    "mayor chancellor secretary general admiral colonel captain judge justice king queen prince "
    "princess pope bishop rev ambassador congressman congresswoman representative rep sen gov "
    "chairman chairwoman chair speaker director chief officer sheriff commissioner mp spokesman "
    "spokeswoman spokesperson envoy leader deputy".split()
)

ARTICLES = frozenset({"The", "A", "An"})
# Bodies that speak once, in what they publish: two of them in one pair have names that differ.
_REPORT = re.compile(
    r"(?P<which>(?:(?:[Tt]he|[Aa]n?)\b)?(?: ?[\w.-]+)*?) ?\b"
    r"(?P<head>inquiry|inquest|audit|investigation|review|commission|tribunal|survey|study|report)"
    r"(?:['’]s? (?:final |own )?(?:report|findings|conclusions))?",
    re.IGNORECASE,
)


def is_same_speaker(first: str, second: str) -> bool:
    """Two mentions of one speaker. A role says nothing; two first names with one surname do."""
    if fold_name(first) == fold_name(second):
        return True
    names = _proper_name(first), _proper_name(second)
    if all(names):
        if names[0][-1] == names[1][-1] or names[0][0] == names[1][0]:
            return not _first_names_conflict(names[0], names[1])
        if set(names[0]) <= set(names[1]) or set(names[1]) <= set(names[0]):
            return True
    return _is_same_report(first, second) or _is_same_state(first, second)


def _is_same_report(first: str, second: str) -> bool:
    """ "The inquiry", "a public inquiry" and "the Hartley inquiry's report"; no two with names."""
    heads, names = [], []
    for mention in (first, second):
        match = _REPORT.fullmatch(mention.strip())
        if match is None:
            return False
        heads.append(match["head"].lower())
        names.append({word for word in match["which"].split() if word[0].isupper()} - ARTICLES)
    return heads[0] == heads[1] and (not all(names) or names[0] == names[1])


def _proper_name(mention: str) -> list[str]:
    """The capitalised words that end a mention, titles apart: "planner Ines Okafor"."""
    words: list[str] = []
    for word in reversed(mention.replace("’s", "").replace("'s", "").split()):
        if not word[:1].isupper():
            break
        words.append(word.strip(",.").casefold())
    return [word for word in reversed(words) if word not in TITLES]


def _first_names_conflict(first: list[str], second: list[str]) -> bool:
    if len(first) < 2 or len(second) < 2:
        return False
    a, b = " ".join(first), " ".join(second)
    if first[-1] == second[-1] and person_names.likeness(
        person_names.parse(a.title()), person_names.parse(b.title())
    ):
        return False
    return first[-2:] != second[-2:] and not (
        set(first) <= set(second) or set(second) <= set(first)
    )


def _is_same_state(first: str, second: str) -> bool:
    gazetteer, rests, codes = parties.load(), [], []
    for mention in (first, second):
        match = next(gazetteer.matches(mention), None)
        if match is None:
            return compare_institutions(first, second)[0] >= 0.6
        codes.append(match.code)
        rests.append({*(mention[: match.start] + mention[match.end :]).casefold().split()})
    return codes[0] == codes[1] and all(rest <= STATE_SPEAKER_WORDS for rest in rests)
