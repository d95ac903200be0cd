"""What a cue does (its act) and whether it was uttered or thought.

The acts and their cues stand in ``data/en/cues.toml``. A cue that is not there is "says".
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from claims.extraction.types import ReportingMode
from claims.extraction.word_lists import read_toml, word_lists

UNKNOWN = "says"
_NOT_ACTS = ("irregular", "relaying", "nested")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NEGATIONS = word_lists().negations
# "Refused to say", "stopped short of accusing": the second word tells what was not done.
DECLINING = "declines"
_CLAUSE_OPENINGS = word_lists().clause_openings


@dataclass(frozen=True, slots=True)
class Act:
    """An act with its English label; ``negated`` when the text says it was not done."""

    name: str
    mode: ReportingMode
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The cue file, ready for look-up. All keys are lower case."""

    labels: dict[str, str]
    forms: dict[str, tuple[str, str]]  # base and past form
    modes: dict[str, ReportingMode]
    verbs: dict[str, str]  # any form of a verb → act
    others: dict[str, str]  # noun or adjective → act
    phrases: dict[str, str]
    relaying: frozenset[str]  # any form of a verb that hands on another's words
    nested: frozenset[str]  # any form of a verb whose thoughts count inside a statement
    topics: frozenset[str]  # any form of a verb that only names what was talked about


def act(cue: str, content: str = "") -> Act:
    """The act of a cue such as "did not deny", "issued a strong warning", "according to".

    ``content`` decides where the cue alone says little: "stated" + "opposition to …" opposes.
    """
    lexicon = load()
    words = [
        word.group().lower().replace("’", "'")
        for word in _WORD.finditer(cue)
        # "joked on The Late Show": a name in a cue is no verb.
        if not word.start() or word.group()[0].islower() or cue.istitle()
    ]
    negated = any(word in _NEGATIONS or word.endswith("n't") for word in words)
    name = _of_phrase(words, lexicon) or _of_words(words, lexicon) or UNKNOWN
    if name == UNKNOWN and lexicon.relaying.intersection(words):
        name = _of_content(content, lexicon) or name
    return Act(name, lexicon.modes[name], negated)


def labels() -> dict[str, str]:
    """Act → English label, in the order of the file."""
    return load().labels


def past_phrase(name: str, negated: bool = False) -> str:
    """What was done, as a sentence tells it: "denied", "did not deny"."""
    base, past = load().forms.get(name, (name, name))
    return f"did not {base}" if negated else past


def base_and_past(word: str) -> tuple[str, str] | None:
    """Of a form of a verb that reports: "refuses" → refuse, refused. None for any other word."""
    return _bases_and_pasts().get(word.lower())


@cache
def _bases_and_pasts() -> dict[str, tuple[str, str]]:
    """Any form of a verb of the cue file → its base and its past form."""
    tables = read_toml("cues")
    irregular = _irregular_forms(tables)
    verbs = [verb for table in tables.values() for verb in table.get("verbs", "").split()]
    return {
        form: (verb, _past(verb, irregular))
        for verb in reversed(verbs)  # the first act of the file has a form that two claim
        for form in inflections(verb, irregular)
    }


def _past(verb: str, irregular: dict[str, list[str]]) -> str:
    forms = [form for form in irregular.get(verb, ()) if not form.endswith(("ing", "s"))]
    regular = next(form for form in inflections(verb, {}) if form.endswith("ed") and form != verb)
    return forms[0] if forms else regular


def is_reporting(word: str) -> bool:
    """Is this a form of a verb that reports words or thoughts?"""
    return word.lower() in load().verbs


def is_known(cue: str) -> bool:
    """Does a word or phrase of the cue file stand in this cue?"""
    lexicon, words = load(), [word.lower() for word in _WORD.findall(cue)]
    if any(word in lexicon.verbs or word in lexicon.others for word in words):
        return True
    return bool(_of_phrase(words, lexicon))


def is_relaying(word: str) -> bool:
    """Can this verb's subject hand on the words of another ("underlined the worry of …")?"""
    return word.lower() in load().relaying


def is_nested(word: str) -> bool:
    """Does this verb, inside a statement, make a statement of its own?"""
    return is_uttering(word) or word.lower() in load().nested


def is_topical(word: str) -> bool:
    """Does this verb only name what was talked about ("outlined his assessment")?"""
    return word.lower() in load().topics


def is_telling_noun(word: str) -> bool:
    """Does this noun tell words or thoughts: claim, assertion, worry?"""
    return word.lower() in load().others


def verb_forms(verbs: str) -> frozenset[str]:
    """All forms of these verbs, given in the base form and parted by spaces."""
    return _forms(verbs, _irregular_forms(read_toml("cues")))


def is_uttering(word: str) -> bool:
    """Is this a form of a verb of speech, not of thought?"""
    lexicon = load()
    name = lexicon.verbs.get(word.lower())
    return name is not None and lexicon.modes[name] is ReportingMode.SAID


def _of_phrase(words: list[str], lexicon: Lexicon) -> str:
    for size in range(min(4, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            if name := lexicon.phrases.get(" ".join(words[start : start + size])):
                return name
    return ""


def _of_words(words: list[str], lexicon: Lexicon) -> str:
    """A noun or adjective says more than its verb: "issued a warning", "expressed fear"."""
    verbs = [lexicon.verbs[word] for word in words if word in lexicon.verbs]
    others = [lexicon.others[word] for word in words if word in lexicon.others]
    if DECLINING in verbs:
        return DECLINING
    telling = [name for name in verbs if name != UNKNOWN]
    if len(words) > 1 and others and not telling:
        return next((name for name in others if name != UNKNOWN), others[0])
    if telling or verbs:
        return (telling or verbs)[0]
    return others[0] if others else ""


def _of_content(content: str, lexicon: Lexicon) -> str:
    """ "Reaffirms *support* for Russia": the first noun of a content that is no clause."""
    for number, match in enumerate(_WORD.finditer(content)):
        word = match.group().lower()
        if number >= 4 or word in _CLAUSE_OPENINGS:
            return ""
        name = lexicon.others.get(word, "")
        if name in ("supports", "opposes", "fears", "hopes", "doubts", "criticises", "praises"):
            return name
    return ""


@cache
def load() -> Lexicon:
    """The cue file. Raises ``ValueError`` naming the act that lacks something."""
    tables = read_toml("cues")
    acts = {name: table for name, table in tables.items() if name not in _NOT_ACTS}
    irregular = _irregular_forms(tables)
    for name, table in acts.items():
        if missing := {"label", "forms", "mode", "verbs"} - set(table):
            raise ValueError(f"cues.toml: act {name!r} lacks {sorted(missing)}; add them.")
    return Lexicon(
        labels={name: table["label"] for name, table in acts.items()},
        forms={
            name: (base, past)
            for name, table in acts.items()
            for base, past in [table["forms"].split()]
        },
        modes={name: ReportingMode(table["mode"]) for name, table in acts.items()},
        verbs=_first(_verb_forms(acts, irregular)),
        others=_first(_others(acts)),
        phrases=_first(_phrases(acts)),
        relaying=_forms(tables["relaying"]["verbs"], irregular),
        nested=_forms(tables["nested"]["verbs"], irregular),
        topics=_forms(tables["nested"]["topics"], irregular),
    )


def _irregular_forms(tables: dict[str, Any]) -> dict[str, list[str]]:
    return {base: forms.split() for base, forms in tables["irregular"].items()}


def _forms(verbs: str, irregular: dict[str, list[str]]) -> frozenset[str]:
    return frozenset(form for verb in verbs.split() for form in inflections(verb, irregular))


def _first(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The file's order decides where two acts claim one word."""
    names_by_word: dict[str, str] = {}
    for word, name in pairs:
        names_by_word.setdefault(word, name)
    return names_by_word


def _verb_forms(acts: dict[str, Any], irregular: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    for name, table in acts.items():
        for verb in table["verbs"].split():
            for form in inflections(verb, irregular):
                yield form, name


def _others(acts: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, table in acts.items():
        for word in (table.get("nouns", "") + " " + table.get("adjectives", "")).split():
            yield word, name
            if not word.endswith("s"):
                yield (word[:-1] + "ies" if word[-1] == "y" else word + "s"), name


def _phrases(acts: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, table in acts.items():
        for phrase in table.get("phrases", "").split(","):
            if phrase.strip():
                yield phrase.strip(), name


def inflections(verb: str, irregular: dict[str, list[str]]) -> set[str]:
    """All forms of an English verb: "deny" → deny, denies, denied, denying."""
    stem = verb[:-1] if verb.endswith("e") else verb
    if verb.endswith("y") and verb[-2] not in "aeiou":
        regular = {verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"}
    elif verb.endswith(("s", "sh", "ch", "x", "z")):
        regular = {verb + "es", verb + "ed", verb + "ing"}
    else:
        regular = {verb + "s", stem + "ed", stem + "ing"}
    return {verb, *regular, *irregular.get(verb, [])}
