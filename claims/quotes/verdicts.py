"""The verdict on a quote and its wording: speaker, act and denial come first."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from time import monotonic

from articles.models import Article
from claims.extraction import acts
from claims.models import Attribution, Mode, Statement
from claims.presentation import citation
from claims.quotes.comparison import Similarity
from claims.quotes.speech import Speech

MAX_SENTENCES = 4  # of a headline
# What stands between what somebody did and "this".
PREPOSITIONS = {"accuses": "others of", "warns": "of", "agrees": "to", "declines": "to do"}
PART = " That is so for part of the words only; the rest is the writer’s own."


class Verdict(StrEnum):
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    NOT_FOUND = "not_found"
    WITHDRAWN = "withdrawn"
    NOT_SHOWN = "not_shown"


@dataclass(frozen=True, slots=True)
class StatementMatch:
    """A statement with the words of the quote (``similarity`` is None) or similar ones.

    ``whole``: all of the words are the statement's, not only a part. ``negation``: what stands just
    before them in the statement and negates them.
    """

    statement: Statement
    similarity: Similarity | None = None
    speech: Speech = Speech.REPORTED
    whole: bool = True
    negation: str = ""

    @property
    def verdict(self) -> Verdict:
        return Verdict.CHANGED if self.similarity else Verdict.UNCHANGED

    @property
    def attribution(self) -> Attribution | None:
        return self.statement.live_attribution

    @property
    def denied(self) -> bool:
        return self.attribution is not None and citation.is_denial(self.attribution)

    @property
    def speaker(self) -> str:
        attribution = self.attribution
        name = citation.one_line(str(attribution.speaker or "")) if attribution else ""
        return name or "an unknown speaker"

    @property
    def sentence(self) -> str:
        return f"The article {self.predicate(1)}."

    def predicate(self, article_count: int) -> str:
        """What so many articles do, without a full stop: "quotes Ann Chen with these words"."""
        words, this = "these words", "this"
        if self.similarity:
            words, this = "similar words", "something similar"
        attribution = self.attribution
        act = attribution.act if attribution else acts.UNKNOWN
        did = acts.past_phrase(act, bool(attribution and attribution.negated))
        preposition = f"{PREPOSITIONS[act]} " if act in PREPOSITIONS else ""
        verb = _in_number("reports", article_count)
        report = f"{verb} that {self.speaker} {did} {preposition}{this}"
        if self.denied:
            return report
        if self.statement.mode == Mode.THOUGHT:
            return f"{report}: a thought, not something said"
        if self.speech == Speech.VERBATIM:
            how = "" if act == acts.UNKNOWN else f" ({did})"
            return f"{_in_number('quotes', article_count)} {self.speaker} with {words}{how}"
        if self.speech == Speech.PARTLY:
            return f"{report}; only the words in quotation marks are verbatim"
        return f"{report}; the wording is not the speaker’s"


@dataclass(frozen=True, slots=True)
class TextMatch:
    """An article whose text has the words outside of any statement."""

    article: Article
    speech: Speech = Speech.WRITER
    negation: str = ""


@dataclass(slots=True)
class VerificationResult:
    """``texts``: where the words stand although no statement was found there.

    ``complete`` is false where the words are so common that not all were looked at.
    """

    quote: str
    verdict: Verdict = Verdict.NOT_FOUND
    matches: list[StatementMatch] = field(default_factory=list)
    texts: list[TextMatch] = field(default_factory=list)
    article: Article | None = None  # the one that was named
    similarity: Similarity | None = None  # of the most similar span of that article's text
    newer: "VerificationResult | None" = None  # the same quote in the newest text of that article
    complete: bool = True
    start_time: float = field(default_factory=monotonic)

    @property
    def unchanged(self) -> list[StatementMatch]:
        return [match for match in self.matches if not match.similarity]

    @property
    def denied(self) -> bool:
        """Whether somebody denies the words as they stand, or the text negates them."""
        return any(match.denied or match.negation for match in self.unchanged) or any(
            match.negation for match in self.texts
        )

    @property
    def speech(self) -> list[Speech]:
        """Whose wording the unchanged words are, in all places that were found."""
        kinds = {match.speech for match in self.unchanged} | {text.speech for text in self.texts}
        if not all(match.whole for match in self.unchanged):
            kinds.add(Speech.WRITER)
        return [speech for speech in Speech if speech in kinds]

    @property
    def is_plain(self) -> bool:
        """Unchanged, verbatim, of a known speaker, and denied nowhere."""
        return self.speech == [Speech.VERBATIM] and not self.denied and self._all_attributed

    @property
    def _all_attributed(self) -> bool:
        return all(match.whole and match.attribution and match.attribution.speaker
                   for match in self.unchanged)  # fmt: skip

    @property
    def headline(self) -> list[str]:
        """Sentences: first of those who deny the words, then of the others."""
        if self.verdict == Verdict.CHANGED and self.matches:
            return [f"One article {self.matches[0].predicate(1)}."]
        if self.verdict != Verdict.UNCHANGED:
            return []
        ordered = sorted(self.unchanged, key=lambda match: (not match.denied, not match.negation))
        return [*_of_statements(ordered), *_of_texts(self.texts)][:MAX_SENTENCES]


def _of_statements(matches: Iterable[StatementMatch]) -> Iterable[str]:
    alike: dict[tuple[str, bool, str], list[StatementMatch]] = {}
    for match in matches:
        key = match.predicate(1), match.whole, match.negation
        alike.setdefault(key, []).append(match)
    for (_, whole, negation), ones in alike.items():
        count = len({match.statement.article_id for match in ones})
        part = "" if whole else PART
        yield f"{_articles(count)} {ones[0].predicate(count)}.{part}{_negated(negation)}"


def _of_texts(texts: Iterable[TextMatch]) -> Iterable[str]:
    articles: dict[tuple[Speech, str], set[int]] = {}
    for text in texts:
        articles.setdefault((text.speech, text.negation), set()).add(text.article.pk)
    for (speech, negation), ids in articles.items():
        have = "has" if len(ids) == 1 else "have"
        how = (
            "in quotation marks, but we do not know whose they are"
            if speech == Speech.UNATTRIBUTED
            else "as the writer’s own: nobody is quoted with them"
        )
        yield f"{_articles(len(ids))} {have} these words {how}.{_negated(negation)}"


def _articles(count: int) -> str:
    return "One article" if count == 1 else f"{count} articles"


def _in_number(verb: str, count: int) -> str:
    return verb if count == 1 else verb.removesuffix("s")


def _negated(negation: str) -> str:
    return f" Just before them the text has “{negation}”." if negation else ""
