"""Curators' decisions that a later extraction must not bring up again.

A curator who gives words to another speaker, or moves their boundaries, has seen what the extractor
made of them. When a later run says the very same, that is no news and no disagreement.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from articles.models import Article
from claims.extraction.types import Spans
from claims.models import Decision, DecisionKind, Statement

Disagreement = dict[str, Any]  # as ``Statement.disagreement`` holds it


class CuratorOverrides:
    """The standing decisions on an article's statements."""

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        self._by_statement: dict[int, list[Decision]] = defaultdict(list)
        for decision in decisions:
            assert decision.statement_id is not None
            self._by_statement[decision.statement_id].append(decision)

    @classmethod
    def load(cls, article: Article) -> "CuratorOverrides":
        """Those of one article, in one query."""
        standing = Decision.objects.standing().filter(article=article, statement__isnull=False)
        return cls(standing.only("deed", "statement_id", "state_before", "diff_before"))

    def moved_from(self, content: Spans) -> set[int]:
        """Statements (ids) that stood at exactly these words before a curator moved them."""
        place = [list(span) for span in content]
        return {
            pk
            for pk, decisions in self._by_statement.items()
            if any((decision.state_before or {}).get("content") == place for decision in decisions)
        }

    def covers(self, statement: Statement, disagreement: Disagreement) -> bool:
        """Whether a curator decided otherwise in view of exactly this."""
        return any(
            _is_same(reviewed, disagreement)
            for decision in self._by_statement.get(statement.pk, ())
            for reviewed in _reviewed(decision, statement.pk)
        )


def _reviewed(decision: Decision, pk: int) -> list[Disagreement]:
    """What the curator had before them: the attribution judged, and what was in dispute."""
    reviewed: list[Disagreement] = []
    if decision.deed == DecisionKind.ADD:
        reviewed.append({"found": False})  # it was added because it was not found
    state = decision.state_before or {}
    if attribution := state.get("attribution"):
        speaker = attribution["speaker"]
        slug = speaker and speaker["slug"]
        reviewed.append({"speaker_slug": slug, "content": state["content"]})
    row = (decision.diff_before.get("statement") or {}).get(str(pk)) or {}
    if dispute := row.get("disagreement"):
        reviewed.append(dispute)
    return reviewed


def _is_same(first: Disagreement, second: Disagreement) -> bool:
    """The same whatever the extractor's version."""
    if "found" in first or "found" in second:
        return first.get("found") == second.get("found")
    return all(first.get(name) == second.get(name) for name in ("speaker_slug", "content"))
