"""Transactions on one statement: lock it, take a snapshot, change it, log the decision."""

from typing import Any, Unpack

from articles.models import Article
from claims.curation import descriptions, snapshots
from claims.curation.errors import StaleStatement
from claims.curation.log import Signature, checked, write_decision
from claims.curation.snapshots import Snapshot
from claims.curation.states import StatementState
from claims.locks import share_speakers
from claims.models import Attribution, Decision, DecisionKind, Statement
from claims.models.spans import CONTEXT_CHARS


def lock_article(pk: int) -> Article:
    """The article, under the lock that the extractor takes too, so neither overwrites the other."""
    share_speakers()
    return Article.objects.select_for_update(no_key=True).defer("raw", "search").get(pk=pk)


class StatementTransaction:
    """A change of one statement: the snapshot before it, and who makes it and why.

    ``attribution`` is the one decided on, if there is one; the log describes it.
    """

    def __init__(
        self,
        statement: Statement,
        *,
        expected_token: str = "",
        **signature: Unpack[Signature],
    ) -> None:
        self.signature = checked(signature)
        self.by, self.why = signature["by"], self.signature["why"]
        self.article = lock_article(statement.article_id)
        self.statement = Statement.objects.get(pk=statement.pk)
        self.statement.article = self.article
        self.snapshot_before = self.snapshot()
        descriptions.refuse_stale(self.statement, expected_token, self.snapshot_before)
        self.attribution: Attribution | None = None

    def snapshot(self) -> Snapshot:
        return snapshots.statement_snapshot(self.statement.pk)

    @property
    def state(self) -> StatementState:
        """The state before the change."""
        return descriptions.describe_statement(self.snapshot_before, self.article.text)

    def clear_disagreement(self) -> None:
        """The decision answers what the extractor has found since."""
        Statement.objects.filter(pk=self.statement.pk).update(disagreement=None)

    def log(
        self,
        deed: DecisionKind,
        more_rows: tuple[Snapshot, Snapshot] = ({}, {}),
        more_state: dict[str, Any] | None = None,
        **more: Any,
    ) -> Decision:
        """Write the decision.

        ``more_rows`` is the diff of rows beside the statement's own, ``more_state`` what another
        database needs beside the statement's state to do it again.
        """
        after = self.snapshot()
        diff_before, diff_after = snapshots.diff(self.snapshot_before, after)
        state_after = descriptions.describe_statement(after, self.article.text)
        judged = self.state.attribution(self.attribution.pk if self.attribution else None)
        return write_decision(
            self.signature,
            deed=deed,
            statement=self.statement,
            article=self.article,
            diff_before={**diff_before, **more_rows[0]},
            diff_after={**diff_after, **more_rows[1]},
            anchor=self._anchor(after),
            state_before=self.state.to_json(judged),
            state_after=state_after.to_json(state_after.live) | (more_state or {}),
            **more,
        )

    def anchor_before(self) -> dict[str, Any]:
        """The anchor of the words as they stood before, with their evidence."""
        return self._anchor(self.snapshot_before)

    def _anchor(self, after: Snapshot) -> dict[str, Any]:
        """The words that were decided on, as they stood before, and all that was evidence."""
        (row,) = self.snapshot_before["statement"].values()
        assert row is not None
        spans = [*_spans(self.snapshot_before), *_spans(after)]
        origin = self.signature.get("origin")
        carried_from = origin.carried_from if origin else ""
        more = {"carried_from": carried_from} if carried_from else {}
        return anchor(self.article, row["content"], evidence=spans, key=row["key"], **more)


def anchor(article: Article, content: Any, *, evidence: Any = (), **more: Any) -> dict[str, Any]:
    """The anchor of words: hash of the text, TextQuoteSelector, and position in code points.

    Prefix and suffix reach as far as the evidence: a text that has all three has the evidence too.
    """
    start, end = content[0][0], content[-1][1]
    low = min((span[0] for span in evidence), default=start)
    high = max((span[1] for span in evidence), default=end)
    text = article.text
    return {
        "text_sha256": article.text_sha256,
        "article": article.slug,
        "exact": text[start:end],
        "prefix": text[max(0, min(start - CONTEXT_CHARS, low)) : start],
        "suffix": text[end : max(end + CONTEXT_CHARS, high)],
        "start": start,
        "end": end,
        **more,
    }


def _spans(rows: Snapshot) -> list[Any]:
    """Every span in a snapshot of a statement: content, source, cue, hops."""
    columns = {"statement": ("content",), "attribution": ("source", "cue"), "source": ("spans",)}
    return [
        span
        for name, span_columns in columns.items()
        for row in rows[name].values()
        for column in span_columns
        for span in (row or {})[column]
    ]


def describe_attribution(attribution: Attribution) -> str:
    return f"“{attribution.statement}” ({attribution.speaker or 'unknown speaker'})"


def open_attribution(
    attribution: Attribution, *, expected_token: str = "", **signature: Unpack[Signature]
) -> tuple[StatementTransaction, Attribution]:
    """Begin a change of one attribution, read again; raise ``StaleStatement`` if it changed."""
    as_read = descriptions.attribution_values(attribution)
    change = StatementTransaction(attribution.statement, expected_token=expected_token, **signature)
    attributions = change.statement.attributions.select_related("speaker").prefetch_related(
        "sources"
    )
    current = {item.pk: item for item in attributions}.get(attribution.pk)
    if current is None or descriptions.attribution_values(current) != as_read:
        raise StaleStatement(
            f"“{change.statement}” was changed meanwhile. Look at it again before you decide.",
            expected=as_read,
            current=change.state,
        )
    current.statement = change.statement
    change.attribution = current
    return change, current
