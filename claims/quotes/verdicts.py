"""What became of a quote, and how that is said: who, which act and whether denied, first of all."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from time import monotonic

from articles.models import Article
from claims.extraction import acts
from claims.models import Attribution, Mode, Statement
from claims.presentation import citation
from claims.presentation.citation import act_label
from claims.presentation.highlighting import live_attribution
from claims.quotes.comparison import Likeness
from claims.quotes.speech import Speech

MAX_SENTENCES = 4  # of a headline
# What follows an act that takes no plain object.
OBJECTS = {"accuses": "others of", "warns": "of", "agrees": "to", "declines": "to do"}


class Verdict(StrEnum):
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    NOT_FOUND = "not_found"
    WITHDRAWN = "withdrawn"
    NOT_SHOWN = "not_shown"


@dataclass(frozen=True, slots=True)
class Match:
    """A statement whose words these are, or may be. ``likeness`` is None for an unchanged one.

    ``whole``: all of the words are the statement's, not only a part. ``negation``: what stands just
    before them in the statement and negates them.
    """

    statement: Statement
    likeness: Likeness | None = None
    speech: Speech = Speech.REPORTED
    whole: bool = True
    negation: str = ""

    @property
    def verdict(self) -> Verdict:
        return Verdict.CHANGED if self.likeness else Verdict.UNCHANGED

    @property
    def attribution(self) -> Attribution | None:
        return live_attribution(self.statement)

    @property
    def denied(self) -> bool:
        return self.attribution is not None and citation.is_denial(self.attribution)

    @property
    def speaker(self) -> str:
        attribution = self.attribution
        name = citation.one_line(str(attribution.speaker or "")) if attribution else ""
        return name or "a speaker not known"

    @property
    def sentence(self) -> str:
        """What the article does with the words; begins with a verb: "says that China denies …"."""
        attribution = self.attribution
        act = attribution.act if attribution else acts.UNKNOWN
        if self.denied:
            return f"says that {self.speaker} {_verb(act, attribution)} {_object(act)}"
        does = f"{self.speaker} {act_label(act)}{_preposition(act)}"
        if self.statement.mode == Mode.THOUGHT:
            return f"gives them, in its own words, as what {does}: a thought, no utterance"
        if self.speech == Speech.VERBATIM:
            how = "" if act == acts.UNKNOWN else f" ({act_label(act)})"
            return f"quotes {self.speaker} with them{how}"
        if self.speech == Speech.PARTLY:
            return f"gives them as what {does}, verbatim only in quotation marks"
        return f"reports them, in its own words, as what {does}"


@dataclass(frozen=True, slots=True)
class TextMatch:
    """An article in which the words stand though they are no statement of anybody's."""

    article: Article
    speech: Speech = Speech.WRITER
    negation: str = ""


@dataclass(slots=True)
class Answer:
    """``texts``: where the words stand although no statement was found there.

    ``complete`` is false where the words are so common that not all were looked at.
    """

    quote: str
    verdict: Verdict = Verdict.NOT_FOUND
    matches: list[Match] = field(default_factory=list)
    texts: list[TextMatch] = field(default_factory=list)
    article: Article | None = None  # the one that was named
    likeness: Likeness | None = None  # to the likest stretch of that article's text
    newer: "Answer | None" = None  # the same quote in the newest text of that article
    complete: bool = True
    begun: float = field(default_factory=monotonic)

    @property
    def unchanged(self) -> list[Match]:
        return [match for match in self.matches if not match.likeness]

    @property
    def denied(self) -> bool:
        """Whether somebody denies the words as they stand, or the text negates them."""
        return any(one.denied or one.negation for one in self.unchanged) or any(
            one.negation for one in self.texts
        )

    @property
    def speech(self) -> list[Speech]:
        """Whose wording the unchanged words are, in all places that were found."""
        found = {one.speech for one in self.unchanged} | {one.speech for one in self.texts}
        if not all(one.whole for one in self.unchanged):
            found.add(Speech.WRITER)
        return [speech for speech in Speech if speech in found]

    @property
    def is_plain(self) -> bool:
        """Unchanged, verbatim, of a known speaker, and denied nowhere."""
        return self.speech == [Speech.VERBATIM] and not self.denied and self._all_known

    @property
    def _all_known(self) -> bool:
        return all(one.whole and one.attribution and one.attribution.speaker
                   for one in self.unchanged)  # fmt: skip

    @property
    def headline(self) -> list[str]:
        """Sentences: first of those who deny the words, then of the others."""
        if self.verdict == Verdict.CHANGED and self.matches:
            return [f"The nearest words stand in an article that {self.matches[0].sentence}."]
        if self.verdict != Verdict.UNCHANGED:
            return []
        ordered = sorted(self.unchanged, key=lambda one: (not one.denied, not one.negation))
        return [*_of_statements(ordered), *_of_texts(self.texts)][:MAX_SENTENCES]


def _of_statements(matches: Iterable[Match]) -> Iterable[str]:
    articles: dict[tuple[str, bool, str], set[int]] = {}
    for one in matches:
        key = one.sentence, one.whole, one.negation
        articles.setdefault(key, set()).add(one.statement.article_id)
    for (sentence, whole, negation), ids in articles.items():
        where = f"{_count(ids)}, {'each of which' if len(ids) > 1 else 'which'}"
        begin = "These words stand" if whole else "Part of these words stands"
        rest = "" if whole else " The rest is the writer’s own."
        yield f"{begin} in {where} {sentence}.{rest}{_negated(negation)}"


def _of_texts(texts: Iterable[TextMatch]) -> Iterable[str]:
    articles: dict[tuple[Speech, str], set[int]] = {}
    for one in texts:
        articles.setdefault((one.speech, one.negation), set()).add(one.article.pk)
    for (speech, negation), ids in articles.items():
        where = f"These words stand in {_count(ids)}"
        how = (
            "in quotation marks, but we do not know whose words they are"
            if speech == Speech.UNATTRIBUTED
            else "as the writer’s own words: we found nobody who is quoted with them"
        )
        yield f"{where} {how}.{_negated(negation)}"


def _count(ids: set[int]) -> str:
    return "one article" if len(ids) == 1 else f"{len(ids)} articles"


def _negated(negation: str) -> str:
    return f" Just before them the text has “{negation}”." if negation else ""


def _verb(act: str, attribution: Attribution | None) -> str:
    label = act_label(act)
    if attribution is None or not attribution.negated:
        return label
    base = f"{label[:-3]}y" if label.endswith("ies") else label.removesuffix("s")
    return f"does not {base}"


def _preposition(act: str) -> str:
    return f" {OBJECTS[act]}" if act in OBJECTS else ""


def _object(act: str) -> str:
    return f"{OBJECTS[act]} what they say" if act in OBJECTS else "them"
