"""Predicates of a parsed statement: whether denied, how certain, when, and whose view."""

import re
from functools import cache

from claims.propositions.parsed_text import ParsedText, ParsedWord
from claims.propositions.prepositions import VERB_TAGS
from claims.propositions.types import Clause
from claims.propositions.words import lemma, word_lists

_WONDERS = re.compile(r"\w+ (?:also |only )?wonder(?:s|ed)? (?:whether|if|why|how)\b")
RELATING_DEPS = ("prep", "agent", "mark", "case")
_FUTURE = frozenset("will shall 'll wo".split())
_UNREAL_MODALS = frozenset("may might must could should ought can would 'd".split())
PRESENT_FORMS = frozenset("is are am 're 'm".split())
MODALITY_GRADES = (
    "possible",
    "probable",
    "ought",
    "must",
    "intend",
    "suspect",
    "sought",
    "nearly",
    "ability",
)
_NEGATED_BY_ADVERB = frozenset(
    "never hardly scarcely barely nowhere neither nor not n't without".split()
)
_NEGATED_BY_NOUN = frozenset("no none nobody nothing".split())


class Tokens:
    """A parsed statement with the place of each token's term, -1 for none."""

    def __init__(self, doc: ParsedText) -> None:
        self.doc = doc
        self.place: dict[int, int] = {}

    def top(self, token: ParsedWord) -> ParsedWord:
        """The token, or the preposition that ties it to the rest."""
        while token.head.dep_ in RELATING_DEPS and token.dep_ in ("pobj", "pcomp", "prep"):
            token = token.head
        return token

    def governor(self, token: ParsedWord) -> ParsedWord | None:
        """What a token hangs on, prepositions and lists passed over; none for a root."""
        while token.head.i != token.i:
            if token.dep_ == "conj" and token.tag_[0] not in VERB_TAGS:
                token = self.top(token.head)
                continue
            head = token.head
            if head.dep_ not in RELATING_DEPS or head.head.i == head.i:
                return head
            token = head
        return None

    def role(self, token: ParsedWord) -> str:
        """ "subject" or "object" of the verb it belongs to; the agent of a passive is a subject."""
        while token.dep_ == "conj":
            token = token.head
        if token.dep_ in ("nsubj", "csubj"):
            return "subject"
        if token.dep_ in ("dobj", "nsubjpass"):
            return "object"
        if token.dep_ == "pobj" and token.head.dep_ == "agent":
            return "subject"
        return ""

    def verb(self, token: ParsedWord) -> ParsedWord:
        """The predicate in whose clause a token stands."""
        while token.head.i != token.i and not is_predicate(token):
            token = token.head
        return token


def is_predicate(token: ParsedWord) -> bool:
    if token.dep_ in ("ROOT", "ccomp", "advcl", "relcl", "acl", "xcomp", "parataxis", "pcomp"):
        return token.dep_ == "ROOT" or token.tag_[0] in VERB_TAGS
    return token.dep_ == "conj" and token.tag_[0] in VERB_TAGS


def find_clauses(doc: ParsedText, tokens: Tokens, denied: bool) -> tuple[Clause, ...]:
    """One clause a predicate, in text order; ``denied`` when the whole statement is denied."""
    members: dict[int, list[ParsedWord]] = {}
    for token in doc:
        members.setdefault(tokens.verb(token).i, []).append(token)
    grades = {number: _modality(doc[number], words) for number, words in members.items()}
    clauses = []
    for number, words in sorted(members.items()):
        predicate = doc[number]
        places = {tokens.place[t.i] for t in words if tokens.place.get(t.i, -1) >= 0}
        flip = denied and predicate.dep_ == "ROOT"
        clauses.append(
            Clause(
                predicate=tokens.place.get(number, -1),
                negated=(_negations(predicate, words) + flip) % 2 == 1,
                modality=tuple(sorted(grades[number] | _inherited(predicate, grades, tokens))),
                tense=_tense(predicate, words),
                terms=tuple(sorted(places)),
            )
        )
    return tuple(clauses)


def _negations(predicate: ParsedWord, words: list[ParsedWord]) -> int:
    count = sum(_negates(token) for token in words)
    count += lemma(predicate.lower_, "v") in word_lists()["denying"]
    return count + sum(t.dep_ == "acomp" and t.lower_ in word_lists()["denying"] for t in words)


def _negates(token: ParsedWord) -> bool:
    word = token.lower_
    if token.dep_ == "neg" or word in _NEGATED_BY_ADVERB:
        return True
    return word in _NEGATED_BY_NOUN and not _is_answer(token)


def _is_answer(token: ParsedWord) -> bool:
    """ "No, …" """
    return token.lower_ == "no" and token.dep_ == "intj"


def _inherited(predicate: ParsedWord, grades: dict[int, set[str]], tokens: Tokens) -> set[str]:
    """ "We suspect that it was copied", "thinking of suing": what depends is no surer."""
    if predicate.dep_ not in ("ccomp", "xcomp", "pcomp"):
        return set()
    above = tokens.verb(predicate.head)
    return grades.get(above.i, set()) | _inherited(above, grades, tokens)


def _modality(predicate: ParsedWord, words: list[ParsedWord]) -> set[str]:
    tables: dict[str, frozenset[str]] = word_lists()["modality"]
    grades: set[str] = set()
    for token in words:
        word, tag = token.lower_, token.tag_
        if (tag[0] == "N" and word != "need") or (word == "may" and tag != "MD"):
            continue
        forms = {word, lemma(word, {"J": "a", "R": "r"}.get(tag[0], "v"))}
        if forms & _followed() or tag[0] == "N":
            forms |= {f"{form}_{follower}" for form in forms for follower in _followers(token)}
        if forms & tables["nearly"] and token.head.tag_[0] not in VERB_TAGS:
            continue  # "nearly 200"
        grades |= {
            g for g in MODALITY_GRADES if forms & tables[g] and (g != "ability" or tag == "MD")
        }
    if lemma(predicate.lower_, "v") in tables["undenied"] and any(t.dep_ == "neg" for t in words):
        grades.add("undenied")  # who did not deny it has not said it
    if predicate.tag_ == "VB" and predicate.dep_ == "ROOT" and not _has_subject(predicate):
        grades.add("ought")  # an imperative
    if predicate.dep_ == "advcl" and any(t.lower_ in ("if", "unless") for t in words):
        grades.add("exception" if any(t.lower_ == "unless" for t in words) else "condition")
    return grades


@cache
def _followed() -> frozenset[str]:
    """Words that another makes a different verb of."""
    forms = frozenset().union(*word_lists()["modality"].values())
    return frozenset(form.rpartition("_")[0] for form in forms if "_" in form)


def _followers(token: ParsedWord) -> set[str]:
    """What makes another verb of it: the "to" of "have to", the "of" of "think of doing"."""
    preps = {t.lower_ for t in token.children if t.dep_ == "prep"}
    followers = preps & {"of", "about"}
    if "for" not in preps and any(
        t.dep_ in ("xcomp", "ccomp", "acl") and any(c.lower_ == "to" for c in t.children)
        for t in token.children
    ):
        followers.add("to")
    return followers


def _has_subject(predicate: ParsedWord) -> bool:
    return any(
        t.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") or t.tag_ == "MD" or t.lower_ == "to"
        for t in predicate.children
    )


def _tense(predicate: ParsedWord, words: list[ParsedWord]) -> str:
    forms = [t for t in words if t.dep_ in ("aux", "auxpass") and t.head.i == predicate.i]
    lowers = {t.lower_ for t in forms}
    if predicate.dep_ == "xcomp" and predicate.head.lower_ == "used":
        return "formerly"
    if lowers & {"have", "'ve"} and lowers & _UNREAL_MODALS:
        return "unreal"
    if "would" in lowers or "'d" in lowers:
        return "would"
    if lowers & _FUTURE or "going" in lowers:
        return "future"
    if predicate.tag_ == "VB" and lowers & {"to"} and predicate.head.lower_ in ("is", "are", "was"):
        return "future"
    if lowers & {"had", "was", "were", "did"} or (predicate.tag_ == "VBD" and not lowers):
        return "past"
    if lowers & {"has", "have"}:
        return "perfect"
    if predicate.lower_ in PRESENT_FORMS or (predicate.tag_ == "VBG" and lowers & PRESENT_FORMS):
        return "ongoing"
    return "present"


def is_question(doc: ParsedText, text: str) -> bool:
    """Asked, not said: a question mark, or "whether" under a verb of asking."""
    if text.rstrip('" ').endswith("?") or _WONDERS.match(text):
        return True
    tables = word_lists()["questions"]
    for token in doc:
        if token.lower_ not in tables["words"] or token.dep_ != "mark":
            continue
        above = token.head.head
        verb = lemma(above.lower_, "v")
        if verb == "tell" and above.tag_ == "VB":
            return True
        if verb in tables["verbs"] or (verb == "know" and _wants(above)):
            return True
    return False


def _wants(verb: ParsedWord) -> bool:
    return verb.dep_ == "xcomp" and lemma(verb.head.lower_, "v") in ("want", "like", "wish")


def find_holder(doc: ParsedText) -> str:
    """Whose view the main clause gives: "critics" in "Critics call the plant a danger"."""
    if len(doc) > 3 and doc[0].lower_ == "according" and doc[1].lower_ == "to":
        source = next((t for t in doc[1].children if t.dep_ == "pobj"), None)
        return lemma(source.lower_, "n") if source is not None and source.tag_ != "PRP" else ""
    root = next((t for t in doc if t.dep_ == "ROOT"), None)
    if root is None or lemma(root.lower_, "v") not in word_lists()["reporting"]["verbs"]:
        return ""
    subject = next((t for t in root.children if t.dep_ == "nsubj"), None)
    below = {t.dep_ for t in root.children}
    calls = lemma(root.lower_, "v") in word_lists()["reporting"]["calling"]
    if subject is None or not ("ccomp" in below or (calls and below & {"oprd", "xcomp", "dobj"})):
        return ""
    if (subject.tag_ == "PRP" and subject.lower_ != "they") or subject.lower_ in _NEGATED_BY_NOUN:
        return ""  # "nobody told me that": no view of anybody's
    return lemma(subject.lower_, "n")


def _counts_time(token: ParsedWord) -> bool:
    """ "only weeks before" """
    return lemma(token.head.lower_, "n") in word_lists()["time_units"]


def find_quantifiers(doc: ParsedText) -> tuple[str, ...]:
    """Of "all", "most", "some", "only" those that the statement says of something."""
    tables, classes = word_lists()["quantifiers"], set()
    for token in doc:
        if token.lower_ == "only" and not _counts_time(token):
            classes.add("only")
        if token.tag_[0] not in "DPJN" or token.lower_ in ("no", "none", "nobody", "nothing"):
            continue
        for name in ("all", "most", "some"):
            if token.lower_ in tables[name] and not (name == "most" and token.tag_ == "RBS"):
                denied = name == "all" and token.i > 0 and token.doc[token.i - 1].lower_ == "not"
                classes.add("not all" if denied else name)
    return tuple(sorted(classes))
