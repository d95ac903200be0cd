"""What a denial, a doubt or a repetition is about: its own words, or an earlier statement."""

import re

from claims.propositions.stances import (
    ANY_REPORT,
    AS_SAYING,
    OWN_DENIAL,
    THAT_DID_NOT_HAPPEN,
    THAT_IS_UNTRUE,
    StanceKind,
)

# "accusations that …", "never heard of reports that …": the proposition comes behind.
_BEFORE = re.compile(rf"^.{{0,80}}?\b{ANY_REPORT}[”\"']? (?:that|of how) ", re.IGNORECASE)
_RECEIVING = re.compile(r"^(?:that it (?:had |has )?)?(?:receiv(?:ing|ed)|having received) ", re.I)
_NO_PROOF = re.compile(
    r"^.{0,60}?\b(?:(?:evidence|proof|indication|sign) (?:that|of)"
    r"|to (?:show|suggest|indicate|prove) that|(?:confirm|verify|sure|certain|convinced) that"
    r"|(?:say|tell|know|confirm) (?:if|whether)) ",
    re.IGNORECASE,
)
_ANAPHOR = re.compile(
    rf"\b(?:the|these|those|such|all|any) (?:\w+ )?{ANY_REPORT}\b(?! (?:that|of|against|about)\b)"
    r"|^(?:that |of )?(?:this|it|that|them|so)\W*$|\b(?:to do|doing|did) (?:so|this|that)\b"
    r"|^such an? \w+\W*$"
    rf"|{THAT_IS_UNTRUE}\W*$|{THAT_DID_NOT_HAPPEN}\W*$",
    re.IGNORECASE,
)
STANCES_ON_A_PROPOSITION = (StanceKind.DENIES, StanceKind.DOUBTS, StanceKind.REPEATS)


def proposition_words(text: str, stance: StanceKind) -> str:
    """The words that state the proposition, of a statement that denies, doubts or repeats one."""
    if stance not in STANCES_ON_A_PROPOSITION:
        return text
    for pattern in (_BEFORE, OWN_DENIAL, AS_SAYING, _NO_PROOF, _RECEIVING):
        rest = pattern.sub("", text, count=1)
        if rest != text and len(rest.split()) > 2:
            return rest
    return text


def is_anaphoric(text: str, stance: StanceKind) -> bool:
    """Does it deny or doubt what an earlier statement says: "the accusations", "this"?"""
    return stance in STANCES_ON_A_PROPOSITION and bool(_ANAPHOR.search(text.strip(' ,.“”"')))
