"""The verb that leads from a speaker to the words: "Ann Chen denied", "Ann Chen declined to".

The act says it alone where the words are a clause that "that" could open. After the article's own
verb other words read only with that verb: "rejected the plan", "declined to comment".
"""

import re

from claims import glossary, rights
from claims.extraction import acts
from claims.extraction.types import Span
from claims.extraction.word_lists import word_lists
from claims.models import Attribution, Quotation, Statement

MAX_LEAD_CHARS = 60
_AUXILIARIES = frozenset("have has had do does did".split())
_ADVERBS = frozenset("also even still again then later once now just further to".split())
_TOPIC_PREPOSITIONS = frozenset("about of on".split())
_BREAK = re.compile(r"[^\w\s’'-]")
_OWN_CLAUSE = re.compile(r"that\b", re.IGNORECASE)


def leading_verb(statement: Statement) -> str:
    """What its speaker did, in the past, so that the words can follow."""
    attribution = statement.live_attribution
    if attribution is None:
        return glossary.did(acts.UNKNOWN)
    return _article_verb(statement, attribution) or glossary.did(
        attribution.act, attribution.negated
    )


def colon(statement: Statement) -> str:
    """Before what does not run on from the verb: a quotation, words that stand before their verb
    in the article, and words that are not shown."""
    attribution = statement.live_attribution
    is_quoted = statement.quotation == Quotation.DIRECT or not rights.shows_words(statement)
    cue = attribution.cue if attribution else ()
    return ":" if is_quoted or (cue and cue[0].start >= statement.end) else ""


def _article_verb(statement: Statement, attribution: Attribution) -> str:
    """The article's own verb with all that stands between it and the words; empty where the act
    says it better or the two don't stand side by side."""
    if statement.quotation == Quotation.DIRECT or not rights.shows_words(statement):
        return ""
    text = _lead_in(statement, attribution)
    cue = _cue_in(text, attribution, statement.start)
    if not cue or _BREAK.search(text) or _OWN_CLAUSE.match(statement.words):
        return ""
    act = acts.act(cue, statement.words)
    if (act.name, act.negated) != (attribution.act, attribution.negated):
        return ""  # a curator says otherwise
    lead = _in_the_past(text.split(), attribution.negated)
    return lead if 0 < len(lead) <= MAX_LEAD_CHARS else _of_its_end(text.split(), attribution)


def _lead_in(statement: Statement, attribution: Attribution) -> str:
    """The text from the cue to the words, as far as it names no speaker."""
    text: str | None = getattr(attribution, "lead_in", None)
    start = attribution.cue[0].start if attribution.cue else statement.start
    between = Span(start, statement.start)
    if any(span.start < between.end and span.end > between.start for span in attribution.source):
        return ""
    return text or ""


def _cue_in(text: str, attribution: Attribution, end: int) -> str:
    """The cue, where it stands in one piece before the words."""
    if not text or len(attribution.cue) != 1 or attribution.cue[0].end > end:
        return ""
    return text[: attribution.cue[0].end - attribution.cue[0].start]


def _in_the_past(words: list[str], negated: bool) -> str:
    """ "has refused to" as "refused to"; empty where no verb leads, or one of what is to come."""
    number = 0
    while number < len(words) and _may_precede_verb(words[number]):
        number += 1
    verb, rest = words[number : number + 1], words[number + 1 :]
    forms = acts.base_and_past(verb[0]) if verb else None
    if forms is None:
        return ""
    rest = [word.lower() if acts.is_reporting(word) else word for word in rest]
    return " ".join([f"did not {forms[0]}" if negated else forms[1], *rest])


def _of_its_end(words: list[str], attribution: Attribution) -> str:
    """ "Met for talks on" as "spoke on", "will meet her to discuss" as "planned to discuss"."""
    if attribution.act != acts.UNKNOWN or attribution.negated or len(words) < 2:
        return ""
    if words[-1] in _TOPIC_PREPOSITIONS:
        return f"spoke {words[-1]}"
    forms = acts.base_and_past(words[-1])
    if forms is None or words[-2] != "to":
        return ""
    return f"planned to {forms[0]}" if words[0] in word_lists().modals else forms[1]


def _may_precede_verb(word: str) -> bool:
    word = word.lower()
    return word in _AUXILIARIES | _ADVERBS | word_lists().negations or word.endswith(("ly", "n’t"))
