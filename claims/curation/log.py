"""What every act does: take its lock, look, write, and leave its decision in the log."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.contrib.auth.models import User

from articles.models import Article
from claims.curation import changes, states
from claims.curation.changes import Picture
from claims.curation.errors import CurationConflict, CurationError
from claims.locks import share_speakers
from claims.models import Attribution, Decision, DecisionKind, Statement
from claims.models.spans import AROUND

LONGEST_WHY = 500


def lock_article(pk: int) -> Article:
    """The article, locked as the extractor locks it: neither writes over the other unseen."""
    share_speakers()
    return Article.objects.select_for_update(no_key=True).defer("raw", "search").get(pk=pk)


# What an import says of the decision that is written next: its name, its time, its bulk act.
_KEPT: ContextVar[dict[str, Any] | None] = ContextVar("kept", default=None)


@contextmanager
def keeping(**fields: Any) -> Iterator[None]:
    """Decisions written inside are copies: they keep these fields of the first one."""
    before = _KEPT.set(fields)
    try:
        yield
    finally:
        _KEPT.reset(before)


def written(**fields: Any) -> Decision:
    """A decision in the log. Nothing else writes one."""
    return Decision.objects.create(**{**fields, **(_KEPT.get() or {})})


class Act:
    """One act on one statement: what was there before, and who does it and why.

    ``attribution`` is the one decided on, if it was one; the log tells what it said.
    """

    def __init__(self, statement: Statement, *, by: User, why: str, seen: str = "") -> None:
        self.by, self.why = by, reason_given(why)
        self.article = lock_article(statement.article_id)
        self.statement = Statement.objects.get(pk=statement.pk)
        self.statement.article = self.article
        self.before = self.look()
        states.refuse_stale(self.statement, seen, self.before)
        self.attribution: Attribution | None = None
        self.carried_from = ""

    def look(self) -> Picture:
        return changes.of_statement(self.statement.pk)

    @property
    def state(self) -> states.State:
        """What stood before, in words."""
        return states.told(self.before, self.article.text)

    def settles(self) -> None:
        """What the extractor made of it since is answered with this."""
        Statement.objects.filter(pk=self.statement.pk).update(disagreement=None)

    def log(self, deed: DecisionKind, **more: Any) -> Decision:
        after = self.look()
        was, became = changes.difference(self.before, after)
        text = self.article.text
        return written(
            deed=deed,
            by=self.by,
            why=self.why,
            statement=self.statement,
            article=self.article,
            before=was,
            after=became,
            anchor=self._anchor(after),
            judged=_of(self.state, self.attribution),
            settled=_of(states.told(after, text), None),
            **more,
        )

    def now(self) -> tuple[dict[str, Any], states.State]:
        """Where the words stand and what they say now, as the log would have it."""
        rows = self.look()
        return self._anchor(rows), _of(states.told(rows, self.article.text), None)

    def _anchor(self, after: Picture) -> dict[str, Any]:
        """The words that were decided on, as they stood before, and all that was evidence."""
        (row,) = self.before["statement"].values()
        assert row is not None
        spans = [*_spans(self.before), *_spans(after)]
        more = {"carried_from": self.carried_from} if self.carried_from else {}
        return anchor(self.article, row["content"], evidence=spans, key=row["key"], **more)


def anchor(article: Article, content: Any, *, evidence: Any = (), **more: Any) -> dict[str, Any]:
    """Where words stand: the text's hash, a TextQuoteSelector and their pieces in code points.

    Prefix and suffix reach as far as the evidence, so that whoever finds all three in another text
    knows that the evidence stands there too.
    """
    start, end = content[0][0], content[-1][1]
    low = min((span[0] for span in evidence), default=start)
    high = max((span[1] for span in evidence), default=end)
    text = article.text
    return {
        "text_sha256": article.text_sha256,
        "article": article.slug,
        "exact": text[start:end],
        "prefix": text[max(0, min(start - AROUND, low)) : start],
        "suffix": text[end : max(end + AROUND, high)],
        "start": start,
        "end": end,
        **more,
    }


def _spans(rows: Picture) -> list[Any]:
    """Every span of a statement's picture: content, source, cue, hops."""
    columns = {"statement": ("content",), "attribution": ("source", "cue"), "source": ("spans",)}
    return [
        span
        for name, wanted in columns.items()
        for row in rows[name].values()
        for column in wanted
        for span in (row or {})[column]
    ]


def _of(state: states.State, attribution: Attribution | None) -> states.State:
    """The state with the one attribution that counts: the one decided on, else the live one."""
    answers = {one["id"]: one for one in state.pop("attributions")}
    chosen = answers.get(attribution.pk) if attribution else None
    return {**state, "attribution": chosen or states.live({"attributions": answers.values()})}


def reason_given(why: str) -> str:
    why = why.strip()
    if "\0" in why:
        raise CurationError("The reason holds a NUL character; remove it.")
    if len(why) > LONGEST_WHY:
        raise CurationError(f"The reason has {len(why)} characters; {LONGEST_WHY} is the most.")
    return why


def named(attribution: Attribution) -> str:
    return f"“{attribution.statement}” ({attribution.speaker or 'unknown speaker'})"


def begin(
    attribution: Attribution, *, by: User, why: str, seen: str = ""
) -> tuple[Act, Attribution]:
    """The act on one attribution, and that as it is now; refuses one that changed since."""
    looked_at = states.as_json(attribution)
    act = Act(attribution.statement, by=by, why=why, seen=seen)
    answers = act.statement.attributions.select_related("speaker").prefetch_related("sources")
    fresh = {one.pk: one for one in answers}.get(attribution.pk)
    if fresh is None or states.as_json(fresh) != looked_at:
        raise CurationConflict(
            f"“{act.statement}” was changed meanwhile. Look at it again before you decide.",
            seen=looked_at,
            now=act.state,
        )
    fresh.statement = act.statement
    act.attribution = fresh
    return act, fresh
