"""What curators have told the extractor already: it need not bring that up again.

A curator who gives words to another speaker, or moves their boundaries, has seen what the extractor
made of them. When a later run says the very same, that is no news and no disagreement.
"""

from collections import defaultdict
from typing import Any

from articles.models import Article
from claims.extraction.types import Spans
from claims.models import Decision, DecisionKind, Statement

Said = dict[str, Any]  # as ``Statement.disagreement`` holds it


class Answers:
    """The standing decisions on an article's statements, read once."""

    def __init__(self, article: Article) -> None:
        found = Decision.objects.standing().filter(article=article, statement__isnull=False)
        self._of: dict[int, list[Decision]] = defaultdict(list)
        for decision in found.only("deed", "statement_id", "state_before", "diff_before"):
            assert decision.statement_id is not None
            self._of[decision.statement_id].append(decision)

    def moved_from(self, content: Spans) -> set[int]:
        """Statements (ids) that stood at exactly these words before a curator moved them."""
        place = _plain(content)
        return {
            pk
            for pk, decisions in self._of.items()
            if any((one.state_before or {}).get("content") == place for one in decisions)
        }

    def cover(self, statement: Statement, said: Said) -> bool:
        """Whether a curator decided otherwise in view of exactly this."""
        return any(
            _same(seen, said)
            for decision in self._of.get(statement.pk, ())
            for seen in _seen(decision, statement.pk)
        )


def _seen(decision: Decision, pk: int) -> list[Said]:
    """What the curator had before them: the attribution judged, and what was in dispute."""
    seen: list[Said] = []
    if decision.deed == DecisionKind.ADD:
        seen.append({"found": False})  # it was added because it was not found
    state = decision.state_before or {}
    if attribution := state.get("attribution"):
        speaker = attribution["speaker"]
        slug = speaker and speaker["slug"]
        seen.append({"speaker_slug": slug, "content": state["content"]})
    row = (decision.diff_before.get("statement") or {}).get(str(pk)) or {}
    if dispute := row.get("disagreement"):
        seen.append(dispute)
    return seen


def _same(seen: Said, said: Said) -> bool:
    """The same whatever the extractor's version."""
    if "found" in seen or "found" in said:
        return seen.get("found") == said.get("found")
    return all(seen.get(name) == said.get(name) for name in ("speaker_slug", "content"))


def _plain(content: Spans) -> list[list[int]]:
    return [list(span) for span in content]
