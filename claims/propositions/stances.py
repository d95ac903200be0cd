"""A statement's stance towards its claim: asserts, denies, doubts, asks, repeats."""

from enum import StrEnum

from claims.propositions.types import Proposition
from claims.propositions.words import lemma

OPPOSITE_CUES = frozenset("deny refute reject rebut dismiss contradict disavow repudiate".split())
NOT_HEARD = ("never heard", "no knowledge", "not aware", "unaware", "know nothing", "no such")
# What is denied or doubted stands behind these: "accusations that Russia asked for help".
REPORTS = (
    "accusation allegation claim report assertion suggestion rumour rumor charge story speculation"
).split()


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
    if any(phrase in lower for phrase in NOT_HEARD) and _names_report(lower):
        return StanceKind.DENIES
    if act == "doubts" or _lacks_evidence(lower):
        return StanceKind.DOUBTS
    if proposition.asks or act == "asks" or _demands(lower, act):
        return StanceKind.ASKS
    if words & {"reiterate", "repeat", "echo", "parrot"} and _names_report(lower):
        return StanceKind.REPEATS
    if proposition.holder:
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
    return act in ("urges", "demands", "warns", "asks") and text.startswith(("to ", "not to "))


def swapped(stance: StanceKind) -> StanceKind:
    """Of a statement that says the claim's opposite."""
    pair = {StanceKind.ASSERTS: StanceKind.DENIES, StanceKind.DENIES: StanceKind.ASSERTS}
    return pair.get(stance, stance)
