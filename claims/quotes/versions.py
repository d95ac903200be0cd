"""What changed between two texts of one story: whose words were added, dropped or reworded."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz, process

from articles.models import Article
from claims import rights
from claims.appearances import fold_words
from claims.models import Statement
from claims.quotes.differences import Difference, word_diff

MIN_SIMILARITY = 60  # of 100: less alike are two statements, one dropped and one added
MAX_STATEMENTS = 500  # of each text that are compared


class ChangeOfWords(StrEnum):
    REWORDED = "reworded"
    REASSIGNED = "said by another"
    ADDED = "added"
    DROPPED = "dropped"
    SAME = "unchanged"


@dataclass(frozen=True, slots=True)
class StatementChange:
    """``differences`` are empty where the words are the same, or may not be shown."""

    kind: ChangeOfWords
    before: Statement | None = None
    after: Statement | None = None
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class VersionComparison:
    """The changes from ``before`` to ``after`` in the order of the text, and how many of each."""

    before: Article
    after: Article
    changes: tuple[StatementChange, ...]

    @property
    def counts(self) -> dict[str, int]:
        kinds = [change.kind for change in self.changes]
        return {kind.value: kinds.count(kind) for kind in ChangeOfWords if kind in kinds}

    @property
    def changed(self) -> list[StatementChange]:
        return [change for change in self.changes if change.kind != ChangeOfWords.SAME]


def compare_versions(before: Article, after: Article) -> VersionComparison:
    """Two articles' live statements, laid beside each other by their words."""
    old, new = _statements(before), _statements(after)
    pairs = dict(_pairs(old, new))
    changes = [_change(old[pairs[n]] if n in pairs else None, item) for n, item in enumerate(new)]
    dropped = sorted(set(range(len(old))) - set(pairs.values()))
    changes += [StatementChange(ChangeOfWords.DROPPED, before=old[n]) for n in dropped]
    return VersionComparison(before, after, tuple(changes))


def _statements(article: Article) -> list[Statement]:
    live = Statement.objects.filter(article=article, withdrawn_at=None).with_live()
    return list(live.for_list().order_by("start", "end", "pk")[:MAX_STATEMENTS])


def _pairs(old: list[Statement], new: list[Statement]) -> Iterator[tuple[int, int]]:
    """Places in ``new`` and ``old`` of the same statement; the same words first, then similar."""
    free = {n: fold_words(item.words) for n, item in enumerate(old)}
    rest = []
    for n, item in enumerate(new):
        words = fold_words(item.words)
        match = next((place for place, others in free.items() if others == words), None)
        if match is None:
            rest.append((n, words))
        else:
            del free[match]
            yield n, match
    for n, words in rest:
        similar = process.extractOne(words, free, scorer=fuzz.ratio, score_cutoff=MIN_SIMILARITY)
        if similar:
            del free[similar[2]]
            yield n, similar[2]


def _change(before: Statement | None, after: Statement) -> StatementChange:
    if before is None:
        return StatementChange(ChangeOfWords.ADDED, after=after)
    if before.words != after.words:
        are_readable = rights.shows_words(before) and rights.shows_words(after)
        differences = word_diff(before.words, after.words) if are_readable else ()
        return StatementChange(ChangeOfWords.REWORDED, before, after, differences)
    is_same = _speaker(before) == _speaker(after)
    kind = ChangeOfWords.SAME if is_same else ChangeOfWords.REASSIGNED
    return StatementChange(kind, before, after)


def _speaker(statement: Statement) -> tuple[str, str] | None:
    """By kind and name: "a letter" and "the official" have a record of their own in each text."""
    if not statement.live_attribution or not statement.live_attribution.speaker:
        return None
    speaker = statement.live_attribution.speaker
    return speaker.kind, speaker.name.casefold()
