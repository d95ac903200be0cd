"""A statement's stance towards its claim: asserts, denies, doubts, asks, repeats."""

import re
from enum import StrEnum

from claims.propositions.types import Proposition
from claims.propositions.words import lemma

REPEATING_CUES = frozenset("reiterate repeat echo parrot".split())
OPPOSITE_CUES = frozenset("deny refute reject rebut dismiss contradict disavow repudiate".split())
NOT_HEARD = ("never heard", "no knowledge", "not aware", "unaware", "know nothing", "no such")
# What is denied or doubted stands behind these: "accusations that Russia asked for help".
REPORTS = (
    "accusation allegation claim report assertion suggestion rumour rumor charge story speculation"
).split()
# With one of these a report is called untrue: "the allegations are baseless", "a pack of lies".
_UNTRUE = re.compile(
    r"\b(?:false|untrue|baseless|groundless|unfounded|fabricat\w+|invented|made[ -]up|nonsense|"
    r"absurd|ridiculous|ludicrous|laughable|fake|lies|a lie|slander\w*|smears?|not true|"
    r"without (?:any )?(?:foundation|basis|merit))\b"
)
# "baseless Russian claims that": the article's own judgement of what it says somebody repeated.
_JUDGED_BY_THE_ARTICLE = re.compile(
    rf"(?:the |these |those |some )?(?:{_UNTRUE.pattern}) (?:[\w'-]+ ){{0,2}}"
    rf"(?:{'|'.join(REPORTS)})s? that "
)
_UNSURE = re.compile(
    r"\b(?:not|n't|hardly|far from) (?:at all )?(?:convinced|persuaded|sure|certain|believe)\b|"
    r"\b(?:unconvinced|unsure|s[ck]eptical|doubtful|questionable|dubious)\b|"
    r"\bremains to be seen\b|\bhard to believe\b"
)
# "the council to publish the report", after "called on"
_TOLD_TO = re.compile(r"(?:not to|to|(?:[\w'-]+ ){1,6}(?:not )?to) \w+")


class StanceKind(StrEnum):
    ASSERTS = "asserts"
    DENIES = "denies"
    DOUBTS = "doubts"
    ASKS = "asks"
    REPEATS = "repeats"


def stance_of(text: str, cue: str, act: str, proposition: Proposition) -> StanceKind:
    """From the cue's act, then from the words: "has never heard of reports that" denies."""
    words = {lemma(word.strip(",.;:").lower(), "v") for word in cue.split()}
    lower = text.lower().replace("’", "'")
    if act == "denies" or words & OPPOSITE_CUES:
        return StanceKind.DENIES
    repeats = bool(words & REPEATING_CUES) and _names_report(lower)
    if repeats and _JUDGED_BY_THE_ARTICLE.match(lower):
        return StanceKind.REPEATS
    if _names_report(lower) and (
        _UNTRUE.search(lower) or any(phrase in lower for phrase in NOT_HEARD)
    ):
        return StanceKind.DENIES
    if act == "doubts" or _lacks_evidence(lower) or _UNSURE.search(lower):
        return StanceKind.DOUBTS
    if act == "asks" and words & {"questioned", "question"} and not lower.endswith("?"):
        return StanceKind.DOUBTS
    if proposition.asks or act == "asks" or _demands(lower, act):
        return StanceKind.ASKS
    if repeats or proposition.holder:
        return StanceKind.REPEATS
    return StanceKind.ASSERTS


def _names_report(text: str) -> bool:
    words = {word.strip("“”\"'.,;:") for word in text.split()}
    return any(report in words or report + "s" in words for report in REPORTS)


def _lacks_evidence(text: str) -> bool:
    return any(
        f"{no} {middle}evidence" in text or f"{no} {middle}proof" in text
        for no in ("no", "not any", "without", "lack of", "little")
        for middle in ("", "proper ", "real ", "credible ", "clear ", "hard ")
    )


def _demands(text: str, act: str) -> bool:
    """ "not to provide assistance": what is demanded is neither true nor false."""
    if act in ("urges", "demands"):
        return bool(_TOLD_TO.match(text))
    return act in ("warns", "asks") and text.startswith(("to ", "not to "))


def swapped(stance: StanceKind) -> StanceKind:
    """Of a statement that says the claim's opposite."""
    pair = {StanceKind.ASSERTS: StanceKind.DENIES, StanceKind.DENIES: StanceKind.ASSERTS}
    return pair.get(stance, stance)
