"""A statement's stance towards its claim: asserts, denies, doubts, asks, repeats."""

import re
from enum import StrEnum

from claims.propositions.types import Proposition
from claims.propositions.words import lemma

REPEATING_CUES = frozenset("reiterate repeat echo parrot cite relay".split())
OPPOSITE_CUES = frozenset("deny refute reject rebut dismiss contradict disavow repudiate".split())
NOT_HEARD = ("never heard", "no knowledge", "not aware", "unaware", "know nothing", "no such")
# What is denied or doubted stands behind these: "accusations that Russia asked for help".
REPORTS = (
    "accusation allegation claim report assertion suggestion rumour rumor charge story speculation"
).split()
ANY_REPORT = rf"(?:{'|'.join(REPORTS)})s?"
# With these a report is turned away: "hit back at claims that the dam had cracked".
_REBUFF = re.compile(
    r"\b(?:hit|hits|hitting|push(?:ed|es|ing)?) (?:back|out) (?:at|against|on)\b|\bshot down\b|"
    r"\bcold water on\b|\brubbish(?:ed|es)\b|\bdebunk(?:ed|s)?\b|"
    r"\b(?:scoffed|laughed) (?:at|off)\b|\bbrushed (?:off|aside)\b"
)
# Who has not denied it has not said it either.
_NOT_DENIED = re.compile(
    r"(?:\bnot|n't|\bnever|\bneither|\bnor|\bwithout)(?: \w+){0,2} "
    r"(?:den(?:y|ied|ying)|disput(?:e|ed|ing)|refut(?:e|ed|ing))\b"
)
# "I categorically reject the allegation that …"
OWN_DENIAL = re.compile(
    r"^(?:that )?(?:i|we|he|she|they|it)(?: (?:[a-z]+ly|have|has|had|would|must|can only))*"
    r" (?:(?:den(?:y|ies|ied)|refut(?:e|es|ed)|disputed?s?)(?: that)?"
    rf"|(?:reject|dismiss)(?:s|es|ed)?(?= (?:\S+ ){{0,4}}?{ANY_REPORT}\b)) ",
    re.IGNORECASE,
)
# "an engineer as saying that …", after "quoted"; "it has been reported that …"
AS_SAYING = re.compile(
    r"^(?:[^,.;]{1,80}? as (?:having said|saying|stating|claiming)(?: that)?"
    r"|(?:that )?it (?:is|was|has been|had been|is being) (?:\w+ly )?"
    r"(?:reported|alleged|claimed|said|rumou?red|suggested) that) ",
    re.IGNORECASE,
)
# With one of these a report is called untrue: "the allegations are baseless", "a pack of lies".
UNTRUE = (
    r"(?<!not )(?<!n't )(?<!never )\b(?:false|untrue|baseless|groundless|unfounded|fabricat\w+|"
    r"invented|made[ -]up|nonsense|absurd|ridiculous|ludicrous|laughable|fake|lies|a lie|"
    r"slander\w*|smears?|(?:not|is ?n't|was ?n't|are ?n't) true|"
    r"not an? (?:word|grain|shred|ounce|iota) of truth|no truth|"
    r"without (?:any )?(?:foundation|basis|merit))\b"
)
_UNTRUE = re.compile(UNTRUE)
# "That is a lie.": what was said before is called untrue.
THAT_IS_UNTRUE = (
    r"^(?:that )?(?:this|that|it|these|those|they|all (?:this|that))(?:['’]s| (?:is|are|was|were))"
    rf" (?:(?!not )\w+ ){{0,3}}?{UNTRUE}(?! (?:that|to)\b)"
)
# "None of this happened.": the same without a word for untrue.
THAT_DID_NOT_HAPPEN = (
    r"^(?:(?:none of (?:this|that|it)|nothing of the (?:sort|kind)) (?:ever |has |had )?"
    r"(?:happened|occurred|took place|taken place|is true|was true)"
    r"|(?:this|that|it) (?:(?:did not|didn't) happen|never happened|has never happened"
    r"|is not what happened))"
)
_THAT_IS_UNTRUE = re.compile(rf"{THAT_IS_UNTRUE}|{THAT_DID_NOT_HAPPEN}\W*$")
# "baseless Russian claims that": the article's own judgement of what it says somebody repeated.
_JUDGED_BY_THE_ARTICLE = re.compile(
    rf"(?:the |these |those |some )?(?:{UNTRUE}) (?:[\w'-]+ ){{0,2}}{ANY_REPORT} that "
)
_UNSURE = re.compile(
    r"(?:\bnot|n't|\bhardly|\bfar from) (?:at all )?(?:convinced|persuaded|sure|certain|believe)\b|"
    r"\b(?:unconvinced|unsure|s[ck]eptical|doubtful|questionable|dubious)\b|"
    r"\bremains to be seen\b|\bhard to believe\b|\btoo (?:early|soon) to (?:say|tell|know|judge)\b|"
    r"(?:\b(?:can|could) ?not|\b(?:can|could)n't|\bunable to) (?:yet )?"
    r"(?:confirm|verify|say (?:if|whether))\b|"
    r"\b(?:nothing|little|not much|no reason) (?:\w+ )?to "
    r"(?:show|suggest|indicate|prove|believe)\b|"
    r"\bno (?:indication|sign) (?:that|of)\b"
)
# "the council to publish the report", after "called on"
_TOLD_TO = re.compile(r"(?:not to|to|(?:[\w'-]+ ){1,6}(?:not )?to) \w+")


class StanceKind(StrEnum):
    ASSERTS = "asserts"
    DENIES = "denies"
    DOUBTS = "doubts"
    ASKS = "asks"
    REPEATS = "repeats"


AGAINST = (StanceKind.DENIES, StanceKind.DOUBTS)


def stance_of(text: str, cue: str, act: str, proposition: Proposition) -> StanceKind:
    """From the cue's act, then from the words: "has never heard of reports that" denies."""
    words = {lemma(word.strip(",.;:").lower(), "v") for word in cue.split()}
    lower = text.lower().replace("’", "'")
    if _NOT_DENIED.search(cue.lower().replace("’", "'")):
        return StanceKind.DOUBTS
    if act == "denies" or words & OPPOSITE_CUES or OWN_DENIAL.match(text):
        return StanceKind.DENIES
    if _THAT_IS_UNTRUE.match(lower.lstrip("\"“' ")):
        return StanceKind.DENIES
    repeats = bool(words & REPEATING_CUES) and names_report(lower)
    if repeats and _JUDGED_BY_THE_ARTICLE.match(lower):
        return StanceKind.REPEATS
    if names_report(lower) and (
        _UNTRUE.search(lower)
        or any(phrase in lower for phrase in NOT_HEARD)
        or _REBUFF.search(cue.lower())
    ):
        return StanceKind.DENIES
    if act == "doubts" or _lacks_evidence(lower) or _UNSURE.search(lower):
        return StanceKind.DOUBTS
    if act == "asks" and words & {"questioned", "question"} and not lower.endswith("?"):
        return StanceKind.DOUBTS
    if proposition.asks or act == "asks" or _demands(lower, act):
        return StanceKind.ASKS
    if repeats or proposition.holder or AS_SAYING.match(text):
        return StanceKind.REPEATS
    return StanceKind.ASSERTS


def calls_untrue(text: str) -> bool:
    """ "The accusations are baseless", "none of this happened" """
    lower = text.lower().replace("’", "'").lstrip("\"“' ")
    return bool(_UNTRUE.search(lower) or _THAT_IS_UNTRUE.match(lower))


def names_report(text: str) -> bool:
    """ "The accusations", "such claims" """
    words = {word.strip("“”\"'.,;:") for word in text.lower().split()}
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
        return text.startswith("that ") or bool(_TOLD_TO.match(text))
    return act in ("warns", "asks") and text.startswith(("to ", "not to "))


def swapped(stance: StanceKind) -> StanceKind:
    """Of a statement that says the claim's opposite."""
    pair = {StanceKind.ASSERTS: StanceKind.DENIES, StanceKind.DENIES: StanceKind.ASSERTS}
    return pair.get(stance, stance)
